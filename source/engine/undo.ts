import type {PlannedRecord} from '../domain/plan.ts';
import {beforeWrite} from '../domain/verdict.ts';
import {derivePlan, sourceRun} from './derived.ts';
import type {Listener, UndoPlan} from './contract.ts';
import {foundIn} from './moving/found.ts';
import {typeOf, type Parts} from './parts.ts';
import {askStandings} from './moving/standing.ts';

const PART = 2500;

/**
 * Plans the way back of what a run moved: each record from whom this run gave it to, back to whom it was taken from.
 * Every one is in the plan; whether it may be written is told when its turn comes, and beforehand in numbers: those that
 * are somebody else's by now, were edited since (unless `edited`), or are gone stay as they are.
 */
export async function planUndo(
  parts: Parts,
  number: number,
  {edited}: {readonly edited: boolean},
  listener: Listener,
  signal?: AbortSignal,
): Promise<UndoPlan> {
  const from = await sourceRun(parts, number);
  const {leaverId} = from.source;
  const plan = derivePlan(parts, from, 'undo', edited, ({record, outcome, stamp}) => {
    if (outcome !== 'moved') return undefined;
    const {stamp: _left, from: was = leaverId, ...rest} = record;
    return {...rest, from: record.to, to: was, ...(edited || stamp === undefined ? {} : {stamp})};
  });
  const counts = {putBack: 0, changedHands: 0, edited: 0, gone: 0};
  for (let at = 0; at < plan.records.length; at += PART) {
    for (const [type, records] of Map.groupBy(plan.records.slice(at, at + PART), record => record.type)) {
      const question = askStandings(typeOf(parts.connection, type).entityTypeId, records);
      const asked = parts.clock.now();
      const standings = question.read(await parts.client.readMany(question.commands, {signal}), asked);
      for (const record of records) counts[verdictOf(record, standings)] += 1;
    }
    listener({kind: 'proving', done: Math.min(at + PART, plan.records.length), of: plan.records.length});
  }
  return {plan, counts};

  function verdictOf(record: PlannedRecord, standings: Parameters<typeof foundIn>[0]): keyof UndoPlan['counts'] {
    const before = beforeWrite(record, foundIn(standings, record), record.from ?? leaverId, false);
    if (before.write || before.result.outcome === 'already-there') return 'putBack';
    if (before.result.outcome === 'gone') return 'gone';
    return before.result.why === 'edited-since' ? 'edited' : 'changedHands';
  }
}
