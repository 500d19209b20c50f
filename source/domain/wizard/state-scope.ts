import type {TypeKey} from '../entity-types.ts';
import type {Person, SuccessorRefusal} from '../people.ts';
import type {StateChoice} from '../scope.ts';
import type {FullScope, Span, TypeScope} from '../scope/type-scope.ts';
import type {TallyRow, Unreadable} from '../tally.ts';
import type {PeopleSearch} from './people-search.ts';
import type {Signed, TallyScreen} from './state.ts';
import type {Failure} from './view.ts';

/** What was chosen on the scope screen, so that going back and forth loses nothing. */
export interface ScopeDraft {
  /** The one who gets every type that has nobody of its own; undefined also where several do. */
  readonly general: Person | undefined;
  readonly types: ReadonlyMap<TypeKey, TypeChoice>;
  /** Several get every type that has nobody of its own. */
  readonly several?: General | undefined;
  /** An activity whose record is another active person's goes to the chosen successor instead of to that person. */
  readonly othersToChosen?: boolean | undefined;
}

/** Several people among whom everything is divided. */
export interface General extends Among {
  /** All of one client's records go to one of them. */
  readonly together: boolean;
}

/** People who take turns, or each get what keeps them level. May be nobody yet, which is no choice. */
export interface Among {
  readonly by: 'turns' | 'balanced';
  readonly among: readonly Person[];
}

/** Who gets what stands where. What stands nowhere of these goes where it would without the table. */
export interface ByPlace {
  readonly by: 'table';
  readonly rows: readonly PlaceTo[];
}

export type PlaceTo = Place & {readonly to: Person};

/** A stage, or a whole pipeline. */
export type Place = {readonly stage: StageView} | {readonly pipeline: PipelineView};

export interface TypeChoice {
  readonly take: boolean;
  readonly which: StateChoice;
  /** A successor of its own; absent: the general one. */
  readonly to: Person | undefined;
  /** What narrows it beside its state. */
  readonly filter?: Filter | undefined;
  /** Records that were unticked by hand, ascending. */
  readonly without?: readonly number[] | undefined;
  /** Several successors of its own. */
  readonly several?: Among | ByPlace | undefined;
}

/** What narrows a type. Empty lists and missing dates narrow nothing. */
export interface Filter {
  readonly pipelines: readonly PipelineView[];
  /** In the pipelines and states that are taken. */
  readonly stages: readonly StageView[];
  /** As they were typed; each of them can be read, and none is after its end. */
  readonly dates: Dates;
  /** What the dates mean. */
  readonly created?: Span | undefined;
  readonly changed?: Span | undefined;
}

export const DATE_FIELDS = ['createdFrom', 'createdBefore', 'changedFrom', 'changedBefore'] as const;
export type DateField = (typeof DATE_FIELDS)[number];
export type Dates = Readonly<Partial<Record<DateField, string>>>;

/** A pipeline as the portal names it. Hostile text. */
export interface PipelineView {
  readonly id: number;
  readonly name: string;
}

export interface StageView {
  readonly id: string;
  /** Hostile text. */
  readonly name: string;
  readonly pipeline?: number | undefined;
  readonly closed: boolean;
}

/** Where records of a type can stand, in the portal's order. */
export interface PlacesView {
  readonly pipelines: readonly PipelineView[];
  readonly stages: readonly StageView[];
}

/** How many records a scope takes, or why nobody can say. */
export type ScopeCountView = {readonly records: number} | {readonly unreadable: Unreadable};

export interface ScopeScreen extends Signed, ScopeDraft {
  readonly screen: 'scope';
  readonly leaver: Person;
  readonly back: TallyScreen;
  /** The counted types that hold something. */
  readonly rows: readonly CountedRow[];
  /** Row 0 is the general successor, then the types; cells are take, which, successor. */
  readonly cursor: {readonly row: number; readonly cell: number};
  readonly panel: Panel | undefined;
  /** Stands over the panel. */
  readonly picker: Picker | undefined;
  /** It began with what was chosen on this portal the last time. */
  readonly asLastTime: boolean;
  readonly places: ReadonlyMap<TypeKey, PlacesView>;
  /** Counts of narrowed scopes, each with the scope that was counted (`scopeSign`). */
  readonly counts: ReadonlyMap<TypeKey, {readonly of: string; readonly count: ScopeCountView}>;
  /** The count of narrowed scopes that is under way, or that could not be had. */
  readonly counting: Counting | undefined;
  /** Heads of the leaver's departments, who come first among those who may receive. */
  readonly heads: {readonly token: number; readonly people: readonly Person[]};
  /** Chosen people as they were looked up, one by one: it says more of them than a list does. */
  readonly checked: ReadonlyMap<number, Person>;
  readonly checking: {readonly token: number; readonly people: readonly Person[]} | undefined;
  /** How many open records successors hold now, as far as that was asked; undefined: it cannot be told. */
  readonly holds: ReadonlyMap<number, number | undefined>;
  readonly holding: {readonly token: number; readonly ids: readonly number[]; readonly scope: FullScope} | undefined;
}

export interface Counting {
  readonly token: number;
  readonly scope: FullScope;
  readonly failure: Failure | undefined;
}

export type CountedRow = Extract<TallyRow, {state: 'counted'}>;

export type Panel = FilterPanel | RowsPanel | SharePanel;

/** The question for pipelines and stages; undefined where they are known or there are none. */
export interface PlacesAsked {
  readonly token: number;
  readonly failure: Failure | undefined;
}

/** What of a type is taken. */
export interface FilterPanel {
  readonly panel: 'filter';
  readonly type: TypeKey;
  /** The sign of the item under the cursor (`filterItems`). */
  readonly cursor: string;
  readonly asked: PlacesAsked | undefined;
  /** What stands in the fields. Only what can be read is taken over. */
  readonly typed: Readonly<Record<DateField, string>>;
}

/** The records of a type, each of which can be unticked. */
export interface RowsPanel {
  readonly panel: 'rows';
  readonly type: TypeKey;
  readonly scope: TypeScope;
  readonly search: string;
  /** Letters are text. */
  readonly field: boolean;
  readonly items: readonly RowView[];
  /** The next page begins behind this id; undefined: everything is there. */
  readonly next: number | undefined;
  readonly asking: number | undefined;
  readonly failure: Failure | undefined;
  readonly cursor: number;
}

/** One record as a list shows it. */
export interface RowView {
  readonly id: number;
  /** Hostile text. */
  readonly title: string;
  readonly closed: boolean;
}

export const HOWS = ['one', 'turns', 'balanced', 'table'] as const;
export type How = (typeof HOWS)[number];

/** How a type, or everything, is divided among several. What another way needs is kept while the panel stands. */
export interface SharePanel {
  readonly panel: 'share';
  readonly for: TypeKey | 'everything';
  readonly how: How;
  readonly among: readonly Person[];
  readonly table: readonly PlaceTo[];
  readonly cursor: number;
  readonly asked: PlacesAsked | undefined;
}

export interface Picker {
  /** Whose successor is chosen. */
  readonly for: TypeKey | 'everything';
  /** What becomes of the person: the one successor, one of several, or who gets what stands there. */
  readonly into: 'one' | 'among' | Place;
  readonly people: PeopleSearch;
  readonly refused: {readonly reason: SuccessorRefusal | 'twice'; readonly person: Person} | undefined;
}
