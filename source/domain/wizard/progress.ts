import type {TypeKey} from '../entity-types.ts';
import {noOutcomes, type Outcome, type OutcomeCounts, type RunReport} from '../outcomes.ts';
import type {Plan} from '../plan.ts';
import {moving, type Sample, sampled} from './pace.ts';
import type {PauseView, RunEvent} from './view.ts';

/** One type's bar. Its outcomes never add up to more than was planned, and never become fewer. */
export interface Bar {
  readonly type: TypeKey;
  readonly planned: number;
  readonly counts: OutcomeCounts;
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
  readonly notOpened: {readonly why: NonNullable<RunReport['windowRefused']>['why']; readonly text: string} | undefined;
  readonly proving: {readonly done: number; readonly of: number} | undefined;
}

export function startProgress({summary, records}: Plan): Progress {
  return {
    bars: summary.byType.map(({type, records: planned}) => ({
      type,
      planned,
      counts: noOutcomes(),
      done: 0,
      state: 'waiting',
    })),
    planned: records.length,
    done: 0,
    startedAt: undefined,
    at: 0,
    samples: [],
    pause: undefined,
    account: undefined,
    notOpened: undefined,
    proving: undefined,
  };
}

/** Takes a batch of what the engine told, and the time. */
export function progressed(progress: Progress, at: number, events: readonly RunEvent[]): Progress {
  const now = Math.max(at, progress.at);
  const told = events.reduce(take, {...progress, at: now});
  return {...told, startedAt: told.startedAt ?? now, samples: sampled(told.samples, {at: now, done: told.done})};
}

/** Records a second and milliseconds left, each undefined while unknown. */
export function paceOf(progress: Progress): {perSecond: number | undefined; leftMs: number | undefined} {
  const perSecond = moving(progress.samples);
  const rest = progress.planned - progress.done;
  if (rest === 0) return {perSecond, leftMs: 0};
  return {perSecond, leftMs: perSecond === undefined ? undefined : (rest / perSecond) * 1000};
}

/** True from the moment the account may be open until the portal itself says that it is shut. */
export function mayBeOpen(progress: Progress): boolean {
  return progress.account !== undefined && progress.account.state !== 'shut';
}

function take(progress: Progress, event: RunEvent): Progress {
  switch (event.kind) {
    case 'type-started':
      return withBar(progress, event.type, bar => ({...bar, state: 'running'}));
    case 'type-waits':
      return withBar(progress, event.type, bar => ({...bar, state: 'waits-for-account'}));
    case 'type-ended':
      return withBar(progress, event.type, bar => ({...bar, state: 'ended'}));
    case 'results':
      return withBar(progress, event.type, bar =>
        counted(
          bar,
          event.results.map(({outcome}) => outcome),
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
      return account(progress, event.state, event.at);
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
  }
}

function withBar(progress: Progress, type: TypeKey, change: (bar: Bar) => Bar): Progress {
  const bars = progress.bars.map(bar => (bar.type === type ? change(bar) : bar));
  return {...progress, bars, done: bars.reduce((sum, bar) => sum + bar.done, 0)};
}

function counted(bar: Bar, outcomes: readonly Outcome[]): Bar {
  const counts = {...bar.counts};
  let {done} = bar;
  for (const outcome of outcomes) {
    if (done >= bar.planned) break;
    counts[outcome] += 1;
    done += 1;
  }
  return {...bar, counts, done};
}

function account(progress: Progress, state: AccountState['state'], at: number): Progress {
  const before = progress.account;
  const since = !before || state === 'opening' || state === 'open' ? at : before.since;
  return {...progress, account: {state, since, changedAt: at, attempt: 0, text: ''}};
}
