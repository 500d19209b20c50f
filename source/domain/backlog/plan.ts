import {Grid, type CellState} from './grid.ts';
import {Groups, partsOf} from './groups.ts';
import {ListTrust, showsList} from './lists.ts';
import type {BacklogAnswer, BacklogQuestion, Counted, GroupQuestion} from './questions.ts';

const MOST_COMMANDS = 50;
/** So many counts are two requests anyway. */
const FEW = 2 * MOST_COMMANDS;
/** Requests that may be spent beyond counting one by one. */
const MORE_REQUESTS = 2;
/** Commands of a request that are for counting people by themselves, where there are some to be counted so. */
const KEPT = 15;
/** As long as no more requests than this are gained, groups are asked in parts that promise to be empty. */
const FEW_GAINED = 2;

/**
 * Which counts tell soonest what each of many people holds. Groups of people are counted first: of a group with no more
 * records than one page shows, the page tells what each of them holds. Of one with more, those whom it shows are counted
 * by themselves and the others as a group again. No count is ever worked out from others: they are moments apart.
 *
 * Never more than ⌈people × types / 50⌉ + 2 requests: before one that might turn out to be of no use, it is made sure
 * that those left suffice to count everybody one by one. People are asked for in the order in which they are given.
 */
export class BacklogPlan {
  readonly #ids: readonly number[];
  readonly #positions: ReadonlyMap<number, number>;
  readonly #methods: readonly string[];
  readonly #grid: Grid;
  readonly #trust = new ListTrust();
  readonly #groups: Groups;
  readonly #sampled = new Set<number>();
  /** Types of which a group was refused: none is asked about again. */
  readonly #ungrouped = new Set<number>();
  /** The code, until one person was asked for: it may be that nobody can be counted. */
  readonly #refused = new Map<number, string>();
  readonly #told = new Set<number>();
  readonly #most: number;
  #requests = 0;

  /**
   * @param ids of the people, no two of them the same
   * @param methods the list method that counts each type
   */
  constructor(ids: readonly number[], methods: readonly string[]) {
    this.#ids = ids;
    this.#positions = new Map(ids.map((id, position) => [id, position]));
    this.#methods = methods;
    this.#grid = new Grid(ids.length, methods.length);
    this.#most = Math.ceil(this.#grid.left / MOST_COMMANDS) + MORE_REQUESTS;
    this.#groups = new Groups(
      this.#grid,
      type => this.#trust.isTrusted(this.#method(type)) !== false && !this.#ungrouped.has(type),
    );
    // With room to look for somebody who holds something, for each method.
    if (this.#grid.left > FEW) this.#groups.addAll(MOST_COMMANDS - new Set(methods).size);
  }

  /** The next request, at most fifty commands. None: everything is known. */
  next(): BacklogQuestion[] {
    if (this.#grid.left === 0) return [];
    // So many have to be counted by themselves now, or the requests that are left would not suffice.
    const due = Math.max(0, this.#grid.left - MOST_COMMANDS * (this.#most - this.#requests - 1));
    const room = Math.max(0, MOST_COMMANDS - due);
    const questions: BacklogQuestion[] = [...this.#proofs(), ...this.#samples()].slice(0, room);
    for (const one of questions) if (one.kind === 'sample') this.#sampled.add(one.type);
    // A part of each request is for those at the beginning of the list, who are on the screen.
    const kept = this.#singles(0, KEPT).length;
    const groups = this.#groups.take(Math.max(0, Math.min(room, MOST_COMMANDS - kept) - questions.length));
    questions.push(
      ...groups.map(
        ({type, people}) => ({kind: 'group', type, people: people.map(person => this.#id(person))}) as const,
      ),
    );
    for (const {person, type} of this.#singles(due, MOST_COMMANDS - questions.length))
      questions.push({kind: 'person', type, person: this.#id(person)});
    if (questions.length > 0) return questions;
    // What is assumed cannot be proved here: nobody but number 1 holds anything, say.
    for (const method of this.#methods) this.#decide(method, false);
    return this.next();
  }

  /** Takes the answers of a request, in its order. */
  take(questions: readonly BacklogQuestion[], answers: readonly BacklogAnswer[]): void {
    this.#requests += 1;
    for (const [index, question] of questions.entries()) {
      const answer = answers[index] ?? {state: 'unreadable', why: {code: 'NO_ANSWER', text: ''}};
      if (answer.state === 'absent') this.#grid.knowAll(question.type, 0);
      else if (question.kind === 'person') this.#takePerson(question.type, this.#position(question.person), answer);
      else if (question.kind === 'sample') this.#takeSample(question.type, answer);
      else this.#takeGroup(question, answer);
    }
    for (const {person, type} of this.#grid.inState('assumed')) {
      if (this.#trust.isTrusted(this.#method(type))) this.#grid.know(person, type);
    }
    this.#groups.review();
  }

  /** People of whom everything is known by now, each told once. */
  *settled(): Generator<Counted> {
    for (const [position, personId] of this.#ids.entries()) {
      const counts = this.#told.has(position) ? undefined : this.#grid.row(position);
      if (!counts) continue;
      this.#told.add(position);
      yield {personId, counts};
    }
  }

  /** Methods of which it matters, and is not known, whether they take lists. */
  #doubtful(): Set<string> {
    const types = [...this.#grid.inState('assumed')].map(({type}) => type);
    if (this.#requests > 0) types.push(...this.#groups.types);
    const methods = types.map(type => this.#method(type));
    return new Set(methods.filter(method => this.#trust.isTrusted(method) === undefined));
  }

  /** Puts somebody who holds something in the middle of a list. */
  #proofs(): BacklogQuestion[] {
    return [...this.#doubtful()].flatMap(method => {
      const known = this.#trust.holder(method);
      const [first, last] = known?.among.filter(id => id !== known.holder) ?? [];
      if (!known || first === undefined || last === undefined) return [];
      return [{kind: 'proof', type: known.type, people: [first, known.holder, last]}];
    });
  }

  /** Looks for somebody who holds something: at first at one type of each method, later at all where nobody was found. */
  #samples(): BacklogQuestion[] {
    const first = this.#requests === 0 && this.#groups.types.length > 0;
    const methods = first ? new Set(this.#methods) : this.#doubtful();
    return [...methods].flatMap(method => {
      const types = this.#methods.flatMap((one, type) => (one === method && !this.#sampled.has(type) ? [type] : []));
      if (this.#trust.holder(method)) return [];
      return types.slice(0, first ? 1 : types.length).map(type => ({kind: 'sample', type}) as const);
    });
  }

  /**
   * Who is to be counted by themselves, in order.
   *
   * @param due so many at least, if need be of those who might be counted otherwise
   */
  #singles(due: number, most: number): {person: number; type: number}[] {
    const open = [...this.#grid.inState('open')];
    const first = new Map<number, number>();
    for (const {person, type} of open) if (!first.has(type)) first.set(type, person);
    const held = ({person, type}: {person: number; type: number}): boolean =>
      this.#refused.has(type) && first.get(type) !== person;
    const singles = open.filter(cell => !held(cell));
    if (singles.length < due) singles.push(...open.filter(held));
    for (const state of ['grouped', 'assumed'] satisfies CellState[]) {
      if (singles.length < due) singles.push(...[...this.#grid.inState(state)].slice(0, due - singles.length));
    }
    return singles.slice(0, most);
  }

  #takePerson(type: number, person: number, answer: Exclude<BacklogAnswer, {state: 'absent'}>): void {
    if (answer.state === 'strayed') return this.#grid.mark(person, type, 'open');
    if (answer.state === 'unreadable') {
      if (this.#refused.get(type) === answer.why.code) this.#grid.knowAll(type, answer.why);
      return this.#grid.know(person, type, answer.why);
    }
    this.#refused.delete(type);
    this.#grid.know(person, type, answer.total);
  }

  #takeSample(type: number, answer: BacklogAnswer): void {
    if (answer.state !== 'counted') return;
    this.#trust.saw(this.#method(type), type, answer.holders, this.#ids);
    if (answer.holders.length === 0) this.#grid.knowAll(type, 0);
  }

  #takeGroup({kind, type, people}: GroupQuestion, answer: BacklogAnswer): void {
    const method = this.#method(type);
    const members = people.map(id => this.#position(id));
    const apart = (): void => members.forEach(person => this.#grid.mark(person, type, 'open'));
    if (answer.state !== 'counted') {
      if (kind === 'proof') return this.#decide(method, false);
      this.#ungrouped.add(type);
      this.#refused.set(type, answer.state === 'unreadable' ? answer.why.code : '');
      return apart();
    }
    const {total, holders} = answer;
    const strayed = holders.some(holder => !people.includes(holder));
    if (strayed) this.#decide(method, false);
    else if (showsList(people, holders)) this.#decide(method, true);
    if (kind === 'proof') return this.#decide(method, false);
    this.#trust.saw(method, type, holders, people);
    if (strayed || this.#trust.isTrusted(method) === false || total < holders.length) return apart();
    if (total === holders.length) {
      const counts = Map.groupBy(holders, holder => holder);
      for (const person of members) this.#grid.assume(person, type, counts.get(this.#id(person))?.length ?? 0);
      return;
    }
    const seen = new Set(holders.map(holder => this.#position(holder)));
    apart();
    if (seen.size === 0) return;
    const others = members.filter(person => !seen.has(person));
    const spare = this.#most - this.#requests - Math.ceil(this.#grid.left / MOST_COMMANDS);
    const parts = spare <= FEW_GAINED ? partsOf(others) : [others];
    for (const part of parts) this.#groups.add(type, part);
  }

  #decide(method: string, trusted: boolean): void {
    this.#trust.decide(method, trusted);
    if (this.#trust.isTrusted(method) !== false) return;
    this.#groups.review();
    for (const {person, type} of this.#grid.inState('assumed')) {
      if (this.#method(type) === method) this.#grid.mark(person, type, 'open');
    }
  }

  #method(type: number): string {
    return this.#methods[type] ?? '';
  }

  #id(position: number): number {
    return this.#ids[position] ?? 0;
  }

  #position(id: number): number {
    return this.#positions.get(id) ?? -1;
  }
}
