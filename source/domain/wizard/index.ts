// The wizard's rules: one state, one reducer, nothing that does anything.
export type {Action, Answer, KeyAction} from './actions.ts';
export {choiceOf, countsOf, scopeProblem, successorOf} from './choices.ts';
export {initial, type Start} from './initial.ts';
export {moveWithin, windowOf} from './list.ts';
export {maskTyped} from './mask.ts';
export {cursorRow, type PeopleList, type PeopleSearch, underCursor} from './people-search.ts';
export {planOf} from './plan.ts';
export {isSettled, type PortalItem, portalItems, stillShutting} from './portal.ts';
export {type AccountState, type Bar, mayBeOpen, paceOf, type Progress} from './progress.ts';
export {notableOf, type ProofItem, proofItems} from './proof.ts';
export {reduce} from './reducer.ts';
export type * from './state.ts';
export {holdsNothing, mayGoOn, NOTHING_MENU, shownRows} from './tally.ts';
export {type Failure, failureOf, type HoldingView, type PortalView, type RehireAsked, type RunEvent} from './view.ts';
