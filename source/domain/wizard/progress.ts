import type {TypeKey} from '../entity-types.ts';
import type {FirstRecords} from '../first-records.ts';
import type {Range} from '../forecast/forecast.ts';
import type {RunReport} from '../outcomes.ts';
import type {Plan} from '../plan.ts';
import {type DoneSoFar, type Fate, type FateCounts, fateOf, noFates} from './fates.ts';
import {moving, type Sample, sampled} from './pace.ts';
import type {PauseView, RunEvent} from './view.ts';

/** One type's bar. Its outcomes never add up to more than was planned, and never become fewer. */
export interface Bar {
  readonly type: TypeKey;
  readonly planned: number;
  readonly counts: FateCounts;
  readonly done: number;
  readonly state: 'waiting' | 'running' | 'waits-for-account' | 'ended';
}

export interface AccountState {
  readonly state: 'shut' | 'opening' | 'open' | 'shutting' | 'stuck';
  /** Since when it has been open, or is being opened. */
  readonly since: number;
  /** When it came to this state. */
  readonly changedAt: number;
  readonly attempt: number;
  readonly text: string;
}

/** What a run looks like from outside, built from what the engine tells. */
export interface Progress {
  readonly bars: readonly Bar[];
  readonly planned: number;
  readonly done: number;
  readonly startedAt: number | undefined;
  readonly at: number;
  readonly samples: readonly Sample[];
  readonly pause: PauseView | undefined;
  /** Undefined as long as the account was never touched. */
  readonly account: AccountState | undefined;
  /** How often it was opened: after a long wait it is opened again under the same consent. */
  readonly openings: number;
  readonly notOpened: {readonly why: NonNullable<RunReport['windowRefused']>['why']; readonly text: string} | undefined;
  /** What became of the first records of each type, once they are moved and read back. */
  readonly first: readonly FirstRecords[] | undefined;
  readonly proving: {readonly done: number; readonly of: number} | undefined;
  /** What the rest was last expected to take, waits and proof included, and when that was told. */
  readonly outlook: {readonly at: number; readonly ms: Range} | undefined;
}

/** @param before what is done already, where a run is gone on with: its bars begin there */
export function startProgress({summary, records}: Plan, before: DoneSoFar = new Map()): Progress {
  const bars = summary.byType.map(({type, records: planned}): Bar => {
    const bar: Bar = {type, planned, counts: noFates(), done: 0, state: 'waiting'};
    return counted(bar, Object.entries(before.get(type) ?? {}) as [Fate, number][]);
  });
  return {
    bars,
    planned: records.length,
    done: bars.reduce((sum, bar) => sum + bar.done, 0),
    startedAt: undefined,
    at: 0,
    samples: [],
    pause: undefined,
    account: undefined,
    openings: 0,
    notOpened: undefined,
    first: undefined,
    proving: undefined,
    outlook: undefined,
  };
}

/** Takes a batch of what the engine told, and the time. */
export function progressed(progress: Progress, at: number, events: readonly RunEvent[]): Progress {
  const now = Math.max(at, progress.at);
  const told = events.reduce(take, {...progress, at: now});
  return {...told, startedAt: told.startedAt ?? now, samples: sampled(told.samples, {at: now, done: told.done})};
}

/** Records a second, and from the least to the most milliseconds left; each undefined while unknown. */
export function paceOf(progress: Progress): {perSecond: number | undefined; leftMs: Range | undefined} {
  const perSecond = moving(progress.samples);
  return {perSecond, leftMs: expected(progress) ?? extrapolated(progress, perSecond)};
}

/** What was told last, and how much of that has passed since; while somebody has it paused none of it passes. */
function expected({outlook, at, pause}: Progress): Range | undefined {
  if (!outlook) return undefined;
  const [least, most] = outlook.ms;
  const passed = pause?.why === 'paused' ? 0 : at - outlook.at;
  return [Math.max(0, least - passed), Math.max(0, most - passed)];
}

/** Where nothing was told: as fast as in the last seconds, after the wait that is known of. */
function extrapolated({planned, done, pause, at}: Progress, perSecond: number | undefined): Range | undefined {
  const rest = planned - done;
  if (rest === 0) return [0, 0];
  if (perSecond === undefined) return undefined;
  const ms = (rest / perSecond) * 1000 + Math.max(0, (pause?.until ?? at) - at);
  return [ms, ms];
}

/** True from the moment the account may be open until the portal itself says that it is shut. */
export function mayBeOpen(progress: Progress): boolean {
  return progress.account !== undefined && progress.account.state !== 'shut';
}

/** Shut for a wait that is too long for an open account, and opened again afterwards. */
export function opensAgain({account: last, pause, notOpened, bars}: Progress): boolean {
  const waits = bars.some(bar => bar.state === 'waits-for-account' && bar.done < bar.planned);
  return last?.state === 'shut' && pause !== undefined && notOpened === undefined && waits;
}

function take(progress: Progress, event: RunEvent): Progress {
  switch (event.kind) {
    case 'type-started':
      return withBar(progress, event.type, bar => ({...bar, state: 'running'}));
    case 'type-waits':
      return withBar(progress, event.type, bar => ({...bar, state: 'waits-for-account'}));
    case 'type-ended':
      return withBar(progress, event.type, bar => ({...bar, state: 'ended'}));
    case 'first-records':
      return {...progress, first: event.types};
    case 'results':
      return withBar(progress, event.type, bar =>
        counted(
          bar,
          event.results.map(result => [fateOf(result), 1]),
        ),
      );
    case 'pause': {
      const {why, method} = event;
      const until = progress.at + Math.max(0, event.ms);
      return {...progress, pause: method === undefined ? {why, until} : {why, method, until}};
    }
    case 'pause-over':
      return {...progress, pause: undefined};
    case 'account':
      // The question before it took as long as a person thought about it: that is no part of the pace.
      return account(event.state === 'opening' ? {...progress, samples: []} : progress, event.state, event.at);
    case 'account-stuck': {
      const since = progress.account?.since ?? event.at;
      return {
        ...progress,
        account: {state: 'stuck', since, changedAt: event.at, attempt: event.attempt, text: event.text},
      };
    }
    case 'window-refused':
      return {...progress, notOpened: {why: event.why, text: event.text}};
    case 'proving':
      return {...progress, proving: {done: Math.min(Math.max(event.done, 0), event.of), of: event.of}};
    case 'outlook': {
      const [least, most] = event.seconds;
      return {...progress, outlook: {at: progress.at, ms: [least * 1000, most * 1000]}};
    }
  }
}

function withBar(progress: Progress, type: TypeKey, change: (bar: Bar) => Bar): Progress {
  const bars = progress.bars.map(bar => (bar.type === type ? change(bar) : bar));
  return {...progress, bars, done: bars.reduce((sum, bar) => sum + bar.done, 0)};
}

function counted(bar: Bar, fates: readonly (readonly [Fate, number])[]): Bar {
  const counts = {...bar.counts};
  let {done} = bar;
  for (const [fate, count] of fates) {
    const fitting = Math.min(count, bar.planned - done);
    counts[fate] += fitting;
    done += fitting;
  }
  return {...bar, counts, done};
}

function account(progress: Progress, state: AccountState['state'], at: number): Progress {
  const before = progress.account;
  const since = !before || state === 'opening' || state === 'open' ? at : before.since;
  const openings = progress.openings + (state === 'open' ? 1 : 0);
  return {...progress, openings, account: {state, since, changedAt: at, attempt: 0, text: ''}};
}
