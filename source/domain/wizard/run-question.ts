import type {FirstRecords} from '../first-records.ts';
import type {RehireAsked} from './view.ts';

/** What the run waits for: whether an account may be opened, or whether the first records are as they should be. */
export type RunQuestion = RehireQuestionState | FirstQuestionState;

export interface RehireQuestionState extends Armed {
  readonly of: 'rehire';
  readonly asked: RehireAsked;
}

export interface FirstQuestionState extends Armed {
  readonly of: 'first';
  readonly first: readonly FirstRecords[];
}

interface Armed {
  readonly token: number;
  readonly armed: boolean;
  readonly highlighted: number;
}
