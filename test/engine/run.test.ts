import {expect, it} from 'vitest';
import type {Snapshot} from '../../source/demo/store/snapshot.ts';
import {countOutcomes} from '../../source/domain/outcomes.ts';
import {carry, connect, LEAVER, planFor, stage, SUCCESSOR} from './harness.ts';

function responsibles(snapshot: Snapshot): Map<string, number | null> {
  return new Map(snapshot.records.map(record => [`${record.table}:${record.id}`, record.responsible]));
}

it('does the whole job', async () => {
  const on = await stage();
  const session = await connect(on);
  const plan = await planFor(session);
  console.log(
    plan.records.length,
    plan.kept,
    JSON.stringify(session.connection.types.map(t => [t.key, t.portalTitle, t.closedBy])),
  );
  const before = responsibles(on.portal.snapshot());
  const {report, events, questions} = await carry(session, plan);
  console.log(
    report.counts,
    report.proof,
    report.account,
    report.openings,
    report.windowRefused,
    report.stopped,
    questions,
    on.portal.requests,
  );
  console.log(events.filter(e => e.kind !== 'results').slice(0, 60));
  expect(report.counts.moved).toBe(plan.records.length);
});
