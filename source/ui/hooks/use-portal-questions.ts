import {useEffect, useEffectEvent} from 'react';
import {
  draftOf,
  failureOf,
  type PortalView,
  type ScopeDraft,
  stillShutting,
  type WizardState,
} from '../../domain/wizard/index.ts';
import type {Session} from '../../engine/contract.ts';
import type {Backstage} from '../backstage.ts';
import type {WizardServices} from '../services.ts';
import {type Dispatch, useAsk} from './use-ask.ts';

/** What the first screen asks: shut what was left open, connect, forget. */
export function usePortalQuestions(state: WizardState, dispatch: Dispatch, backstage: Backstage): void {
  const {services} = backstage;
  const mode = state.screen === 'portal' ? state.mode : undefined;
  const shutting = state.windows.find(item => item.state === 'shutting');

  // One after the other: several of them may be on one portal, and each has to be read back.
  useAsk(shutting?.token, dispatch, async (token, tell) => {
    if (!shutting) return;
    const work = services.shutAbandoned(shutting.window);
    backstage.track(work);
    const end = await work;
    // Told backstage too: whoever leaves meanwhile still learns how it ended.
    backstage.windowEnded(shutting.window, end);
    tell({kind: 'window-ended', token, end});
  });

  const connecting = mode?.at === 'connecting' && !stillShutting(state) ? mode : undefined;
  useAsk(connecting?.token, dispatch, async (token, tell, signal) => {
    if (!connecting) return;
    const session = await connect(connecting.target, signal);
    backstage.keepSession(token, session);
    const portal = {...session.connection, ...viewOf(session.connection), ...services.defaultsOf(session)};
    const [unfinished, last] = await Promise.all([
      // A journal that cannot be read is said on the list; it does not keep anybody from looking at the portal.
      services.unfinishedRuns(portal.portalKey).catch(() => []),
      lastOn(session, services),
    ]);
    tell({kind: 'connected', token, portal, unfinished, last});
  });

  const forgetting = mode?.at === 'forgetting' ? mode : undefined;
  useAsk(forgetting?.token, dispatch, async (token, tell) => {
    if (!forgetting) return;
    await services.forgetPortal(forgetting.name);
    tell({kind: 'saved', portals: services.savedPortals(), token});
  });

  const renaming = mode?.at === 'renaming' ? mode : undefined;
  useAsk(renaming?.token, dispatch, async (token, tell) => {
    if (!renaming) return;
    await services.renamePortal(renaming.name, renaming.to);
    tell({kind: 'saved', portals: services.savedPortals(), token});
  });

  const testing = mode?.at === 'testing' ? mode : undefined;
  useAsk(testing?.token, dispatch, async (token, tell, signal) => {
    if (testing) tell({kind: 'connected', token, portal: await services.testSaved(testing.name, signal)});
  });

  useSavedPortals(state.screen === 'portal', dispatch, backstage);
  useUnfinishedRuns(state.screen === 'portal', dispatch, backstage);

  function connect(target: NonNullable<typeof connecting>['target'], signal: AbortSignal): Promise<Session> {
    if (target.to === 'demo') return services.connectDemo(signal);
    if (target.to === 'moved')
      return target.of.to === 'saved'
        ? services.connectMoved(target.of.name, target.origin, signal)
        : services.connectAddress(target.of.address.at(target.origin), signal);
    return target.to === 'saved'
      ? services.connectSaved(target.name, signal)
      : services.connectAddress(target.address, signal);
  }
}

/** The zone in which dates of filters are days, and what the key can read of people (fact sheet section 7). */
function viewOf({me, scopes}: Session['connection']): Pick<PortalView, 'zone' | 'sight'> {
  return {
    zone: me.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    sight: {lastLogin: scopes.includes('user'), departments: scopes.includes('department')},
  };
}

/** What was chosen on a portal the last time, with the people as they are now. It is a help, and never in the way. */
async function lastOn(session: Session, services: WizardServices): Promise<ScopeDraft | undefined> {
  const last = services.lastChoicesOf(session);
  if (!last) return undefined;
  const ids = [last.to, ...Object.values(last.types).map(choice => choice?.to)].filter(id => id !== undefined);
  try {
    return draftOf(last, ids.length === 0 ? [] : await session.peopleByIds([...new Set(ids)]));
  } catch {
    return undefined;
  }
}

/** Whoever comes back to the first screen sees the portal that was just added. */
function useSavedPortals(onScreen: boolean, dispatch: Dispatch, {services}: Backstage): void {
  const read = useEffectEvent(() => {
    try {
      dispatch({kind: 'saved', portals: services.savedPortals()});
    } catch {
      // Said at the start already; the rest of the screen works without it.
    }
  });
  useEffect(() => {
    if (onScreen) read();
  }, [onScreen]);
}

/** Runs that did not come to their end are shown under the list, each time it is shown as they stand then. */
function useUnfinishedRuns(onScreen: boolean, dispatch: Dispatch, {services}: Backstage): void {
  const read = useEffectEvent(async () => {
    try {
      dispatch({kind: 'unfinished', runs: await services.unfinishedRuns()});
    } catch (error) {
      dispatch({kind: 'unfinished', runs: [], failure: failureOf(error)});
    }
  });
  useEffect(() => {
    if (onScreen) void read();
  }, [onScreen]);
}
