import {useEffect, useEffectEvent, useRef} from 'react';
import type {TypeKey} from '../../domain/entity-types.ts';
import type {Person} from '../../domain/people.ts';
import {planOf, undoOf, type WizardState} from '../../domain/wizard/index.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import {useWords} from '../contexts.ts';
import type {Backstage} from '../backstage.ts';
import {batcher} from './batcher.ts';
import {type Dispatch, useAsk} from './use-ask.ts';

/** More unknown people than this are shown by their number: names are worth one request, not hundreds. */
const MOST_NAMES = 50;

/** What the plan asks: the pinned records, and who the people in it are. */
export function usePlanQuestions(state: WizardState, dispatch: Dispatch, backstage: Backstage): void {
  const {noNewPlan} = useWords().screens.plan;
  const plan = state.screen === 'plan' ? state : undefined;
  const token = plan?.pinning.state === 'asking' ? plan.pinning.token : undefined;
  useAsk(token, dispatch, async (asked, tell, signal) => {
    if (!plan) return;
    const session = backstage.session(plan.session);
    if (plan.source.by === 'retry') {
      const again = await session.planRetry(plan.source.run);
      tell({kind: 'planned', token: asked, plan: again, forecast: session.forecast(again, plan.leaver)});
      return;
    }
    if (plan.source.by === 'new') {
      const found = await session.planByDigest(plan.source.digest);
      if (!found) throw new UsageTrouble(noNewPlan(plan.source.run));
      tell({kind: 'planned', token: asked, plan: found, forecast: session.forecast(found, plan.leaver)});
      return;
    }
    const told = batcher<readonly [TypeKey, number]>(100, pinned => tell({kind: 'pinned', token: asked, pinned}));
    const pinned = await session.plan(
      plan.source.wanted,
      event => {
        if (event.kind === 'pinning') told.add([event.type, event.pinned]);
      },
      signal,
    );
    told.stop();
    tell({kind: 'planned', token: asked, plan: pinned, forecast: session.forecast(pinned, plan.leaver)});
  });
  useNames(state, dispatch, backstage);
}

/** Asks once for each person who is only known by a number. */
function useNames(state: WizardState, dispatch: Dispatch, backstage: Backstage): void {
  const asked = useRef(new Set<number>());
  const unknown = unknownPeople(state);
  const ask = useEffectEvent(async (ids: readonly number[]) => {
    if (!('session' in state)) return;
    const session = backstage.session(state.session);
    // Nobody is lost by a name that cannot be read: the number is shown instead.
    const people: readonly Person[] = await session.peopleByIds(ids).catch(() => []);
    dispatch({kind: 'names', people});
  });
  const key = unknown.join(' ');
  useEffect(() => {
    const ids = key === '' ? [] : key.split(' ').map(Number);
    const fresh = ids.filter(id => !asked.current.has(id)).slice(0, MOST_NAMES);
    if (fresh.length === 0) return;
    for (const id of fresh) asked.current.add(id);
    void ask(fresh);
  }, [key]);
}

function unknownPeople(state: WizardState): readonly number[] {
  if (state.screen === 'plan') return missing(state.names, planOf(state)?.summary.shares.map(({to}) => to) ?? []);
  if (state.screen === 'undo') return missing(state.names, undoOf(state)?.plan.summary.shares.map(({to}) => to) ?? []);
  if (state.screen !== 'proof') return [];
  return missing(
    state.names,
    state.end.report.results.flatMap(({nowWith}) => (nowWith === undefined ? [] : [nowWith])),
  );
}

function missing(names: ReadonlyMap<number, Person>, ids: readonly number[]): readonly number[] {
  return [...new Set(ids)].filter(id => !names.has(id));
}
