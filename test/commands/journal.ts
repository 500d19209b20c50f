import {type Opening, countOutcomes, type RecordResult} from '../../source/domain/outcomes.ts';
import type {Plan, PlannedRecord} from '../../source/domain/plan.ts';
import {summarise} from '../../source/domain/plan.ts';
import {FilesTrouble} from '../../source/domain/trouble.ts';
import type {Engine, HistoryView, RunSummary} from '../../source/engine/contract.ts';

export const AT = Date.UTC(2026, 10, 25, 9, 0, 0);
export const ACME = 'https://acme.bitrix24.com';

export interface JournaledRun extends Partial<RunSummary> {
  readonly results?: readonly RecordResult[];
}

export function leads(count: number): PlannedRecord[] {
  return Array.from({length: count}, (_, index) => ({
    type: 'lead',
    id: index + 1,
    title: `Lead ${index + 1}`,
    closed: false,
    to: 12,
  }));
}

/** A run that ended with everything moved, unless said otherwise. */
export function runOf(run: number, more: JournaledRun = {}): RunSummary {
  const {results = leads(3).map(record => ({record, outcome: 'moved' as const})), ...rest} = more;
  return {
    run,
    plan: run,
    kind: 'handover',
    digest: `7f3a9c${run}`,
    portalKey: ACME,
    portalName: 'acme.bitrix24.com',
    leaverId: 42,
    leaverName: 'Anna Petrova',
    planned: results.length,
    startedAt: AT,
    endedAt: AT + 60_000,
    counts: countOutcomes(results),
    openings: [] satisfies Opening[],
    forgotten: false,
    scope: [],
    kept: [],
    state: 'ended',
    ...rest,
  };
}

/** The part of an engine that knows runs, newest first; `forgot` hears what is erased. */
export function journalOf(runs: readonly RunSummary[], forgot: number[] = []): Pick<Engine, 'history' | 'forget'> {
  const view: HistoryView = {
    runs: () => runs,
    progress: (run, now) => ({
      types: [{type: 'lead', planned: run.planned, counts: run.counts}],
      perSecond: 2.5,
      lastAt: now - 3000,
    }),
    run: number => runs.find(one => one.run === number),
    results: () => leads(3).map(record => ({record, outcome: 'moved', at: AT})),
    close: () => {},
  };
  return {
    history: async () => view,
    async forget(run) {
      forgot.push(run);
    },
  };
}

export const broken: Pick<Engine, 'history'> = {
  history: () => Promise.reject(new FilesTrouble('broken', '/data/journal.sqlite')),
};

export function planOf(records: readonly PlannedRecord[], more: Partial<Plan> = {}): Plan {
  return {
    digest: '7f3a9c001122',
    number: 1,
    kind: 'handover',
    portalKey: ACME,
    leaverId: 42,
    pinnedAt: AT,
    scope: [],
    records: [...records],
    summary: summarise(records),
    kept: [],
    ...more,
  };
}
