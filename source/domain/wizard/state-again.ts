import type {RunReport} from '../outcomes.ts';
import type {Person} from '../people.ts';
import type {Plan} from '../plan.ts';
import type {Confirm} from './confirm.ts';
import type {Progress} from './progress.ts';
import type {PortalScreen, ProofScreen, Signed} from './state.ts';
import type {Failure, PortalView, UndoView, UnfinishedView, WrittenView} from './view.ts';

/** What a run came to, and all that is needed to tell it. */
export interface FinishedRun {
  readonly portal: PortalView;
  readonly leaver: Person;
  readonly report: RunReport;
  /** The report files, where they are written. */
  readonly written: WrittenView | undefined;
  /** The key `x` shut the account before everything was done. */
  readonly shutByKey: boolean;
}

/** Runs of this portal that did not come to their end: to be gone on with, or left for later. */
export interface ResumeScreen extends Signed {
  readonly screen: 'resume';
  readonly back: PortalScreen;
  readonly runs: readonly UnfinishedView[];
  /** 0 leaves them for later; the runs follow. */
  readonly highlighted: number;
  /** The run that is looked at. */
  readonly look: ResumeLook | undefined;
  readonly confirm: Confirm;
}

export type ResumeLook = {readonly run: UnfinishedView} & (
  | {readonly state: 'asking'; readonly token: number}
  | {readonly state: 'got'; readonly plan: Plan; readonly leaver: Person; readonly progress: Progress}
  | {readonly state: 'failed'; readonly failure: Failure}
);

/** The way back of a run, before it is gone. */
export interface UndoScreen extends Signed {
  readonly screen: 'undo';
  readonly home: PortalScreen;
  readonly back: ProofScreen;
  readonly leaver: Person;
  readonly names: ReadonlyMap<number, Person>;
  /** The run that is undone. */
  readonly run: number;
  /** Records that somebody edited since go back, too. */
  readonly edited: boolean;
  readonly planning: Undoing;
  readonly records: {readonly cursor: number} | undefined;
  readonly confirm: Confirm;
}

export type Undoing =
  | {readonly state: 'asking'; readonly token: number; readonly looked: {readonly done: number; readonly of: number}}
  | {readonly state: 'got'; readonly undo: UndoView}
  | {readonly state: 'failed'; readonly failure: Failure};
