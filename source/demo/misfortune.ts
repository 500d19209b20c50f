import type {RecordOrder} from './options.ts';
import type {TableName} from './store/row.ts';

/** When a misfortune strikes. All that is given must hold; nothing given means always. */
export type Trigger = {
  /** Method, or any of several; for what befalls a whole request a command of a batch counts too. */
  readonly method?: string | readonly string[];
  /** A closer look at the call; `params` is plain JSON. */
  readonly where?: (call: {readonly method: string; readonly params: unknown; readonly userId: number}) => boolean;
  /** How many matching occasions pass unharmed first. */
  readonly spare?: number;
  /** How often it strikes; for ever if not given, `meddle` once. */
  readonly times?: number;
  /** Only once that many writes were granted since the start of the portal. */
  readonly afterWrites?: number;
};

/** What befalls a whole HTTP request, before or after the work is done. */
export type RequestMisfortune =
  /** 503 of the front end, as when the leaky bucket is full. */
  | {readonly kind: 'unavailable'}
  /** A page instead of JSON; 502 unless given. An empty text is an empty body. */
  | {readonly kind: 'html'; readonly status?: number; readonly text?: string}
  /** The connection is cut before anything was done, or after all of it was done and before the answer. */
  | {readonly kind: 'reset'; readonly moment: 'before' | 'after'}
  /** No answer ever, the connection stays open. */
  | {readonly kind: 'hang'; readonly moment: 'before' | 'after'}
  /** The work is done, the answer breaks off in its middle. */
  | {readonly kind: 'truncate'}
  /** 302 unless given; nothing is done. `location` may name any address, the own one too. */
  | {readonly kind: 'redirect'; readonly location: string; readonly status?: number}
  /** The answer takes that much longer, in milliseconds. */
  | {readonly kind: 'delay'; readonly milliseconds: number}
  /** Any status and body one likes; nothing is done. */
  | {readonly kind: 'answer'; readonly status: number; readonly body: unknown};

/** What befalls one call, single or in a batch. */
export type CallMisfortune =
  /** Refused; 400 ACCESS_DENIED "Access denied." unless given. Nothing is done. */
  | {readonly kind: 'refuse'; readonly error?: string | number; readonly text?: string; readonly status?: number}
  /** 429 OPERATION_TIME_LIMIT. */
  | {readonly kind: 'blocked'}
  /** An error of PHP: code '0' in a controller, an HTML 500 in an older method. Nothing is done. */
  | {readonly kind: 'fatal'; readonly text?: string}
  /** Error although the record is saved (trap 11). */
  | {readonly kind: 'late'; readonly error?: string; readonly text?: string}
  /** The write answers as if it had been done, and is not. */
  | {readonly kind: 'no-effect'};

/** What befalls lists. */
export type ListMisfortune =
  /** Records of people who are dismissed are left out, and not counted. */
  | {readonly kind: 'hide-dismissed'}
  /** This key of the filter is dropped without a word, operator included (`=assignedById`). */
  | {readonly kind: 'drop-condition'; readonly key: string}
  /** Conditions on the id are dropped: every page is the first one. */
  | {readonly kind: 'ignore-cursor'}
  /** `total` never gets above this. */
  | {readonly kind: 'cap-total'; readonly max: number}
  /** No `total` in the answer. */
  | {readonly kind: 'no-total'}
  /** No rows and total 0, whatever is there. */
  | {readonly kind: 'empty'};

/** What others do at the same time, at the end of a matching call; with `afterWrites: n` right behind the n-th granted write. */
export type Meddling = {readonly kind: 'meddle'; readonly act: (hands: Hands) => void};

/** One thing that goes wrong, and when. */
export type Misfortune = Trigger & (RequestMisfortune | CallMisfortune | ListMisfortune | Meddling);

/** What other people may do to the portal while somebody works on it; not in the ledger, which is of REST writes only. */
export type Hands = {
  /** Gives a record to another person. */
  reassign(table: TableName, id: number, to: number): void;
  /** Writes any columns of a record, by their stored names. */
  edit(table: TableName, id: number, patch: Readonly<Record<string, string | number | boolean | null>>): void;
  remove(table: TableName, id: number): void;
  /** Makes new records; answers their ids. */
  create(order: RecordOrder): number[];
  setActive(user: number, active: boolean): void;
  setAdmin(user: number, admin: boolean): void;
  /** Takes the key of a user away (the owner's if not given), or changes its scopes. */
  revokeKey(user?: number): void;
  setScopes(scopes: readonly string[], user?: number): void;
};

export type MisfortuneKind = Misfortune['kind'];
type Struck = {readonly misfortune: Misfortune; seen: number; struck: number};

/** The subject of a question "does something happen here?": all methods it touches, outer one first. */
export type Occasion = {
  readonly calls: readonly {readonly method: string; readonly params: unknown; readonly userId: number}[];
  readonly writes: number;
  /** For what can strike before or after the work: which of the two this is. */
  readonly moment?: 'before' | 'after';
};

/** The misfortunes that a portal still has before it. */
export class Misfortunes {
  readonly #list: Struck[] = [];

  constructor(list: readonly Misfortune[] = []) {
    for (const misfortune of list) this.add(misfortune);
  }

  /** Adds one; the answer takes it away again. */
  add(misfortune: Misfortune): () => void {
    const entry: Struck = {misfortune, seen: 0, struck: 0};
    this.#list.push(entry);
    return () => {
      const at = this.#list.indexOf(entry);
      if (at >= 0) this.#list.splice(at, 1);
    };
  }

  /** The first misfortune of these kinds that strikes on this occasion; counts it. */
  strike<K extends MisfortuneKind>(
    kinds: readonly K[],
    occasion: Occasion,
  ): Extract<Misfortune, {kind: K}> | undefined {
    return this.strikeAll(kinds, occasion, 1)[0];
  }

  /** All misfortunes of these kinds that strike on this occasion; counts them. */
  strikeAll<K extends MisfortuneKind>(
    kinds: readonly K[],
    occasion: Occasion,
    most: number = Number.POSITIVE_INFINITY,
  ): Extract<Misfortune, {kind: K}>[] {
    const found: Extract<Misfortune, {kind: K}>[] = [];
    for (const entry of this.#list) {
      if (found.length >= most) break;
      if (!kinds.includes(entry.misfortune.kind as K) || !matches(entry.misfortune, occasion)) continue;
      entry.seen += 1;
      const {kind, spare = 0, times = kind === 'meddle' ? 1 : Number.POSITIVE_INFINITY} = entry.misfortune;
      if (entry.seen <= spare || entry.struck >= times) continue;
      entry.struck += 1;
      found.push(entry.misfortune as Extract<Misfortune, {kind: K}>);
    }
    return found;
  }
}

function matches(trigger: Misfortune, {calls, writes, moment}: Occasion): boolean {
  if ('moment' in trigger && trigger.moment !== moment) return false;
  if (trigger.afterWrites !== undefined && writes < trigger.afterWrites) return false;
  const wanted = trigger.method === undefined ? undefined : [trigger.method].flat().map(name => name.toLowerCase());
  return calls.some(
    call => (!wanted || wanted.includes(call.method.toLowerCase())) && (!trigger.where || trigger.where(call)),
  );
}
