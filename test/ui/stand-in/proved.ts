import {noOutcomes, type RunReport} from '../../../source/domain/outcomes.ts';
import {MARIA, NOW, planOf, records} from './data.ts';
import {ledRun} from './run.ts';
import {standIn} from './session.ts';
import {start, toPlan} from './steps.ts';
import {open, type Opening, type Terminal} from './terminal.tsx';

export const LIST = records(8);
const at = (index: number): (typeof LIST)[number] => LIST[index] as (typeof LIST)[number];

/** Up to the proof of a run of these records that ended like that. */
export async function proved(more: Partial<RunReport>, opening: Partial<Opening> = {}): Promise<Terminal> {
  const led = ledRun();
  const terminal = await open({session: standIn({plan: () => planOf(LIST), run: led.run}), ...opening});
  await toPlan(terminal);
  await start(terminal, LIST.length);
  led.report(more);
  await terminal.wait(200);
  return terminal;
}

/** A run in which a bit of everything happened. */
export const MIXED: Partial<RunReport> = {
  results: [
    {record: at(0), outcome: 'moved'},
    {record: at(1), outcome: 'failed', reason: 'Required fields: \u001b[31mAmount'},
    {record: at(2), outcome: 'changed-hands', nowWith: MARIA.id},
    {record: at(3), outcome: 'gone'},
    {record: at(4), outcome: 'not-tried', why: 'needs-rehire'},
  ],
  counts: {...noOutcomes(), moved: 4, failed: 1, 'changed-hands': 1, gone: 1, 'not-tried': 1},
  proof: {
    left: [
      {type: 'lead', id: 2},
      {type: 'lead', id: 5},
    ],
    fresh: [{type: 'lead', id: 99}],
    unproved: [{type: 'deal', reason: 'Access denied.'}],
    contradictions: [],
  },
  kept: 235,
  windowRefused: {why: 'declined'},
  openings: [{from: NOW, to: NOW + 74_000}],
};
