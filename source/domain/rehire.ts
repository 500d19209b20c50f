/**
 * The rehire window as a state machine: what may be done next with a dismissed leaver's account, and what has to be
 * known before. Pure; whoever drives it does the steps and tells what came of them. The promise it keeps: whenever the
 * account can be active because of us, the intent is on the disk; and the intent goes only when the portal's own record
 * says "dismissed" and no request of ours can still change that.
 */
export interface Rehire {
  readonly phase: 'shut' | 'opening' | 'open' | 'shutting' | 'stuck';
  /** Our word is on the disk that this account is about to be, or was, opened by us. */
  readonly intent: boolean;
  /** A hire whose answer was lost may land until then, milliseconds since 1970. */
  readonly lateUntil?: number;
  /** The step to take now. `rest`: nothing until somebody asks for something. */
  readonly step: RehireStep;
  /** Why it is not open, after it was asked for. */
  readonly refused?: 'not-dismissed' | 'refused';
}

export type RehireStep =
  | 'rest'
  /** Read the account, and whether it is neither invited nor asking to join. */
  | 'read-before'
  | 'write-intent'
  | 'hire'
  | 'read'
  | 'dismiss'
  /** Nothing to be done before `lateUntil`; then read once more. */
  | 'wait-late'
  | 'remove-intent';

/** What a read of the account says. `unknown`: it could not be read. */
export type AccountSaid = 'active' | 'dismissed' | 'unknown';

export type RehireFact =
  | {readonly fact: 'asked-to-open'}
  /** `ours`: dismissed, neither invited nor asking to join. */
  | {readonly fact: 'read-before'; readonly ours: boolean}
  | {readonly fact: 'intent-written'}
  /** `lost`: sent, and no answer; it may still be carried out until `at` plus a minute. */
  | {readonly fact: 'hire-sent'; readonly answer: 'any' | 'lost'; readonly at: number}
  | {readonly fact: 'read'; readonly said: AccountSaid; readonly at: number}
  | {readonly fact: 'dismiss-sent'}
  | {readonly fact: 'waited'}
  | {readonly fact: 'intent-removed'}
  /** Somebody who watches over it too (the guard, the worker, another start) has read it as dismissed and removed the intent. */
  | {readonly fact: 'intent-gone'}
  | {readonly fact: 'asked-to-shut'}
  | {readonly fact: 'patience-over'};

/** A hire is sent within this of its intent, or not at all: who finds the intent knows until when it may land. */
export const HIRE_WITHIN_MS = 15_000;
/** A request of a process that died, or whose answer was lost, lands within this (fact sheet section 5: 60 s). */
export const LATE_MS = 60_000;

export const SHUT: Rehire = {phase: 'shut', intent: false, step: 'rest'};

/**
 * Where a start begins that finds an intent: nothing is known but that the account may be open.
 * @param since when the intent was written; the hire came right after it, if it came
 * @param opened the account was read as active after the hire: no request of ours is under way any more
 */
export function found(since: number, opened: boolean): Rehire {
  return {
    phase: 'shutting',
    intent: true,
    ...(opened ? {} : {lateUntil: since + HIRE_WITHIN_MS + LATE_MS}),
    step: 'dismiss',
  };
}

/** Facts that do not fit the step at hand change nothing. */
export function next(now: Rehire, happened: RehireFact): Rehire {
  switch (happened.fact) {
    case 'asked-to-open':
      return now.phase === 'shut' && now.step === 'rest' ? {phase: 'opening', intent: false, step: 'read-before'} : now;
    case 'read-before':
      if (now.step !== 'read-before') return now;
      return happened.ours ? {...now, step: 'write-intent'} : {...SHUT, refused: 'not-dismissed'};
    case 'intent-written':
      return now.step === 'write-intent' ? {...now, intent: true, step: 'hire'} : now;
    case 'hire-sent':
      if (now.step !== 'hire') return now;
      return {...now, step: 'read', ...(happened.answer === 'lost' ? {lateUntil: happened.at + LATE_MS} : {})};
    case 'read':
      return now.step === 'read' ? afterRead(now, happened.said, happened.at) : now;
    case 'dismiss-sent':
      return now.step === 'dismiss' ? {...now, step: 'read'} : now;
    case 'waited':
      return now.step === 'wait-late' ? {...now, step: 'read'} : now;
    case 'intent-removed':
      return now.step === 'remove-intent' ? {...SHUT, ...(now.refused ? {refused: now.refused} : {})} : now;
    case 'intent-gone':
      return now.intent ? {...SHUT, ...(now.refused ? {refused: now.refused} : {})} : now;
    case 'asked-to-shut':
      return askedToShut(now);
    case 'patience-over':
      return now.phase === 'shutting' ? {...now, phase: 'stuck', step: 'rest'} : now;
  }
}

function afterRead(now: Rehire, said: AccountSaid, at: number): Rehire {
  if (now.phase === 'opening') {
    // It is open: a late hire can change nothing any more.
    if (said === 'active') return {phase: 'open', intent: true, step: 'rest'};
    // Refused, or nobody knows: dismissed either way, so that nothing can be left open.
    return {...now, phase: 'shutting', refused: 'refused', step: 'dismiss'};
  }
  if (said !== 'dismissed') return {...now, step: 'dismiss'};
  return at < (now.lateUntil ?? 0) ? {...now, step: 'wait-late'} : {...now, step: 'remove-intent'};
}

function askedToShut(now: Rehire): Rehire {
  if (!now.intent) return now.phase === 'opening' ? SHUT : now;
  return now.phase === 'open' || now.phase === 'opening' || now.phase === 'stuck'
    ? {...now, phase: 'shutting', step: 'dismiss'}
    : now;
}
