import {placesType, type WizardState} from '../../domain/wizard/index.ts';
import type {Person} from '../../domain/people.ts';
import type {FullScope} from '../../domain/scope/type-scope.ts';
import type {Session} from '../../engine/contract.ts';
import type {Backstage} from '../backstage.ts';
import {type Dispatch, useAsk} from './use-ask.ts';

/** The portal is asked when changes have paused for so long. */
export const CHANGE_PAUSE_MS = 300;

/** What scope and successors ask: counts of what is shown, single records, where records stand, who is at hand. */
export function useScopeQuestions(state: WizardState, dispatch: Dispatch, backstage: Backstage): void {
  const scope = state.screen === 'scope' ? state : undefined;
  const session = (): Session => backstage.session(scope?.session ?? 0);
  const leaverId = scope?.leaver.id ?? 0;

  const counting = scope?.counting?.failure ? undefined : scope?.counting;
  useAsk(
    counting?.token,
    dispatch,
    async (token, tell, signal) => {
      if (!counting) return;
      tell({kind: 'scope-counted', token, counts: await session().countScope(leaverId, counting.scope, signal)});
    },
    CHANGE_PAUSE_MS,
  );

  const panel = scope?.panel;
  const rows = panel?.panel === 'rows' ? panel : undefined;
  const search = rows?.search.trim() ?? '';
  useAsk(
    rows?.asking,
    dispatch,
    async (token, tell, signal) => {
      if (!rows) return;
      const after = rows.next ?? 0;
      const page = await session().rows(
        leaverId,
        rows.type,
        rows.scope,
        after,
        search === '' ? undefined : search,
        signal,
      );
      tell({kind: 'scope-rows', token, rows: page.rows, next: page.next});
    },
    search === '' || (rows?.items.length ?? 0) > 0 ? 0 : CHANGE_PAUSE_MS,
  );

  const placed = panel && panel.panel !== 'rows' ? panel : undefined;
  useAsk(placed?.asked?.failure ? undefined : placed?.asked?.token, dispatch, async (token, tell, signal) => {
    const type = placed && placesType(placed);
    if (type !== undefined) tell({kind: 'places', token, places: await session().stages([type], signal)});
  });

  useAsk(scope?.heads.token, dispatch, async (token, tell, signal) => {
    // They are a suggestion: where they cannot be read, the list is what it would be without them.
    const people = scope
      ? await session()
          .heads(scope.leaver, signal)
          .catch((): Person[] => [])
      : [];
    tell({kind: 'heads', token, people});
  });

  const holding = scope?.holding;
  useAsk(holding?.token, dispatch, async (token, tell, signal) => {
    if (!holding) return;
    const holds = await Promise.all(
      holding.ids.map(async id => [id, await openOf(session(), id, holding.scope, signal)] as const),
    );
    tell({kind: 'holds', token, holds: new Map(holds)});
  });

  const checking = scope?.checking;
  useAsk(
    checking?.token,
    dispatch,
    async (token, tell) => {
      if (!checking) return;
      const found = await Promise.all(
        // Who cannot be looked up is not warned of here; the plan looks at them again.
        checking.people.map(({id}) =>
          session()
            .person(String(id))
            .catch(() => undefined),
        ),
      );
      tell({kind: 'checked', token, people: found.filter(person => person !== undefined)});
    },
    // Whoever goes on at once waits for none of it.
    CHANGE_PAUSE_MS,
  );
}

/** How many open records of these types somebody holds; undefined where one of them could not be counted. */
async function openOf(
  session: Session,
  personId: number,
  scope: FullScope,
  signal: AbortSignal,
): Promise<number | undefined> {
  const counts = await session.countScope(personId, scope, signal);
  let sum = 0;
  for (const key of scope.keys()) {
    const count = counts.get(key);
    if (!count || 'unreadable' in count) return undefined;
    sum += count.records;
  }
  return sum;
}
