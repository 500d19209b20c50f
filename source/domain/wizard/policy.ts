import type {Person} from '../people.ts';
import type {RehirePolicy} from '../profile.ts';
import {type Common, draftKey, type PlanScreen} from './state.ts';
import type {PortalView} from './view.ts';

const NEXT: Readonly<Record<RehirePolicy, RehirePolicy>> = {
  'when-refused': 'always',
  always: 'never',
  never: 'when-refused',
};

/** The policy a plan begins with: what was chosen for this leaver, else what the profile says, else when refused. */
export function policyFor({drafts}: Common, portal: PortalView, leaver: Person): RehirePolicy {
  return drafts.rehire.get(draftKey(portal, leaver)) ?? portal.rehire ?? 'when-refused';
}

/** Whether there is anything to choose: a dismissed leaver, and types for which the account may be opened. */
export function mayChoosePolicy(state: PlanScreen): boolean {
  if (state.leaver.active || state.records || state.facts !== undefined || state.pinning.state !== 'got') return false;
  const {plan} = state.pinning;
  // A retry is of its records alone; a handover may be opened to count again what lists hide.
  const keys = [
    ...plan.summary.byType.map(({type}) => type),
    ...(plan.kind === 'handover' ? plan.scope.map(([key]) => key) : []),
  ];
  return state.portal.types.some(type => type.mayNeedRehire && keys.includes(type.key));
}

/** The next policy. It is kept with the choices for this leaver, so that going back and forth loses nothing. */
export function withNextPolicy(state: PlanScreen & Common): PlanScreen & Common {
  if (!mayChoosePolicy(state)) return state;
  const rehire = NEXT[state.rehire];
  const chosen = new Map(state.drafts.rehire).set(draftKey(state.portal, state.leaver), rehire);
  return {...state, rehire, drafts: {...state.drafts, rehire: chosen}};
}
