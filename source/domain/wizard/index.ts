// The wizard's rules: one state, one reducer, nothing that does anything.
export type {Action, Answer, KeyAction} from './actions.ts';
export {chosenPeople, warningsOf} from './checks.ts';
export {choiceOf} from './choice.ts';
export {scopeProblem, successorOf, takenRows} from './choices.ts';
export type {Confirm} from './confirm.ts';
export {type DoneSoFar, doneSoFar, type Fate, type FateCounts, fateOf, FATES} from './fates.ts';
export {editedOf, exitOfRun, fatesOf} from './finished.ts';
export {type GuideFor, guidedScreen, type GuidedScreen, guideFor, isGuided} from './guide.ts';
export {initial, type Start} from './initial.ts';
export {moveWithin, windowOf} from './list.ts';
export {maskTyped} from './mask.ts';
export {cursorRow, type PeopleList, type PeopleSearch, underCursor} from './people-search.ts';
export {placesType} from './places.ts';
export {planOf} from './plan.ts';
export {mayChoosePolicy} from './policy.ts';
export {lastChoices, draftOf} from './last-choices.ts';
export {isSettled, type PortalItem, PORTAL_MENU, portalItems, stillShutting} from './portal.ts';
export {type AccountState, type Bar, mayBeOpen, opensAgain, paceOf, type Progress} from './progress.ts';
export {mayFollow, notableOf, type ProofItem, proofItems} from './proof.ts';
export {reduce} from './reducer.ts';
export {leftOf} from './resume.ts';
export {mayControl, mayShutNow} from './run.ts';
export type {FirstQuestionState, RehireQuestionState, RunQuestion} from './run-question.ts';
export type * from './state.ts';
export {draftKey} from './state.ts';
export {type DateProblem, scopeOf} from './filter.ts';
export {type FilterItem, filterItem, filterItems, filterProblems} from './filter-panel.ts';
export {wouldGet} from './holds.ts';
export {generalRule, namedIn, peopleOf, typeRule} from './rules-of.ts';
export {countsOf, type RowCounts} from './scope-counts.ts';
export {howsOf, type ShareItem, shareItem, shareItems} from './share-items.ts';
export {zoneOf} from './zone.ts';
export type * from './state-again.ts';
export type * from './state-scope.ts';
export {holdsNothing, mayGoOn, NOTHING_MENU, shownRows} from './tally.ts';
export {mayTakeEdited, undoOf} from './undo.ts';
export {unfinishedOf} from './unfinished.ts';
export {
  type Failure,
  failureOf,
  type HoldingView,
  type PortalView,
  type RehireAsked,
  type RunEvent,
  type UndoView,
  type UnfinishedView,
  type WrittenView,
} from './view.ts';
