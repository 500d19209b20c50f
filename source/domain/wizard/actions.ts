import type {TypeKey} from '../entity-types.ts';
import type {AccountEnd, RunReport} from '../outcomes.ts';
import type {FirstRecords} from '../first-records.ts';
import type {Person} from '../people.ts';
import type {Forecast} from '../forecast/forecast.ts';
import type {Plan} from '../plan.ts';
import type {TallyRow} from '../tally.ts';
import type {DoneSoFar} from './fates.ts';
import type {PeopleList} from './people-search.ts';
import type {PlacesView, RowView, ScopeCountView, ScopeDraft} from './state-scope.ts';
import type {
  Failure,
  HoldingView,
  PortalView,
  RehireAsked,
  RunEvent,
  SavedView,
  UndoView,
  UnfinishedView,
  WrittenView,
} from './view.ts';

/** What a key means, whatever the screen. The key table of the screens turns keys into these. */
export type KeyAction =
  /** Up and down, by a row, a page (±10) or to an end (±Infinity). */
  | {readonly kind: 'move'; readonly by: number}
  | {readonly kind: 'side'; readonly by: 1 | -1}
  | {readonly kind: 'enter'}
  | {readonly kind: 'back'}
  | {readonly kind: 'space'}
  | {readonly kind: 'tab'}
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'paste'; readonly text: string}
  | {readonly kind: 'erase'}
  | {readonly kind: 'clear'}
  | {readonly kind: 'recount'}
  /** On a type of the scope: what narrows it, its single records, several successors. */
  | {readonly kind: 'filter'}
  | {readonly kind: 'rows'}
  | {readonly kind: 'share'}
  /** Into the search field. */
  | {readonly kind: 'search'}
  | {readonly kind: 'accept-unmovable'}
  | {readonly kind: 'rehire-policy'}
  /** Wait after the first records of each type, or not. */
  | {readonly kind: 'look-first'}
  | {readonly kind: 'facts'}
  | {readonly kind: 'pause'}
  | {readonly kind: 'pace'; readonly by: 1 | -1}
  /** Shut the account, and keep it shut. */
  | {readonly kind: 'shut-now'}
  /** What may follow a run: plan what is new, try again what failed, go back. */
  | {readonly kind: 'plan-new'}
  | {readonly kind: 'retry'}
  | {readonly kind: 'undo'}
  /** Put back also what somebody edited since, or not. */
  | {readonly kind: 'edited'}
  | {readonly kind: 'help'}
  /** Ctrl-C. */
  | {readonly kind: 'interrupt'}
  /** The cursor of a menu, and Enter in it. Only what was highlighted before can be chosen. */
  | {readonly kind: 'highlight'; readonly index: number}
  | {readonly kind: 'choose'; readonly index: number};

/** What comes from elsewhere. Answers carry the token of their question. */
export type Answer =
  | {readonly kind: 'saved'; readonly portals: readonly SavedView[]; readonly token?: number}
  | {readonly kind: 'window-ended'; readonly token: number; readonly end: AccountEnd}
  | {
      readonly kind: 'connected';
      readonly token: number;
      readonly portal: PortalView;
      /** Runs on it that did not come to their end. */
      readonly unfinished?: readonly UnfinishedView[];
      /** What was chosen on it the last time, with the people as they are now. */
      readonly last?: ScopeDraft | undefined;
    }
  | {readonly kind: 'unfinished'; readonly runs: readonly UnfinishedView[]; readonly failure?: Failure}
  | {
      readonly kind: 'resumable';
      readonly token: number;
      readonly plan: Plan;
      readonly leaver: Person;
      readonly done: DoneSoFar;
    }
  | {readonly kind: 'people'; readonly token: number; readonly list: PeopleList}
  | {readonly kind: 'holdings'; readonly token: number; readonly holdings: readonly HoldingView[]}
  | {readonly kind: 'counted'; readonly token: number}
  | {readonly kind: 'tally-rows'; readonly token: number; readonly rows: readonly TallyRow[]}
  | {readonly kind: 'tallied'; readonly token: number; readonly rows: readonly TallyRow[]}
  | {
      readonly kind: 'titles';
      readonly token: number;
      readonly items: readonly {readonly id: number; readonly title: string; readonly closed: boolean}[];
    }
  | {
      readonly kind: 'scope-counted';
      readonly token: number;
      readonly counts: ReadonlyMap<TypeKey, ScopeCountView>;
    }
  | {readonly kind: 'places'; readonly token: number; readonly places: ReadonlyMap<TypeKey, PlacesView>}
  | {
      readonly kind: 'scope-rows';
      readonly token: number;
      readonly rows: readonly RowView[];
      /** Where the next page begins; undefined at the end. */
      readonly next: number | undefined;
    }
  | {readonly kind: 'heads'; readonly token: number; readonly people: readonly Person[]}
  | {readonly kind: 'checked'; readonly token: number; readonly people: readonly Person[]}
  | {
      readonly kind: 'holds';
      readonly token: number;
      /** Open records by person; undefined where that cannot be told. */
      readonly holds: ReadonlyMap<number, number | undefined>;
    }
  | {readonly kind: 'pinned'; readonly token: number; readonly pinned: readonly (readonly [TypeKey, number])[]}
  | {readonly kind: 'planned'; readonly token: number; readonly plan: Plan; readonly forecast: Forecast}
  | {readonly kind: 'looked'; readonly token: number; readonly done: number; readonly of: number}
  | {readonly kind: 'undoable'; readonly token: number; readonly undo: UndoView}
  | {readonly kind: 'names'; readonly people: readonly Person[]}
  /** A question has been on the screen for a moment of quiet and takes answers from now on. */
  | {readonly kind: 'armed'; readonly token: number}
  | {readonly kind: 'told'; readonly token: number; readonly at: number; readonly events: readonly RunEvent[]}
  | {readonly kind: 'first-asked'; readonly token: number; readonly first: readonly FirstRecords[]}
  | {readonly kind: 'rehire-asked'; readonly token: number; readonly asked: RehireAsked}
  | {
      readonly kind: 'reported';
      readonly token: number;
      readonly report: RunReport;
      readonly written?: WrittenView | undefined;
    }
  | {readonly kind: 'failed'; readonly token: number; readonly failure: Failure}
  /** What was covered is on the screen again: a question that stands is put anew. */
  | {readonly kind: 'repaint'}
  /** A signal, or the terminal is gone: like Ctrl-C already confirmed. */
  | {readonly kind: 'stop'};

export type Action = KeyAction | Answer;
