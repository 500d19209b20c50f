import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {FilesTrouble} from '../../source/domain/trouble.ts';
import type {RunSummary} from '../../source/engine/contract.ts';
import {carry, connect, LEAVER, planFor, stage, type Stage, SUCCESSOR} from './harness.ts';

const LEADS = {company: 'empty', records: [{table: 1, responsible: LEAVER, count: 20}]} as const;

async function runsOf(on: Stage): Promise<readonly RunSummary[]> {
  const view = await on.engine.history();
  const runs = view?.runs() ?? [];
  view?.close();
  return runs;
}

/** Everything that lies in the folder of the journal, as bytes. */
function bytesOf(on: Stage): string {
  const names = readdirSync(on.folder, {withFileTypes: true}).filter(entry => entry.isFile());
  return names.map(({name}) => readFileSync(join(on.folder, name)).toString('latin1')).join('\n');
}

it('keeps the names a report needs, for the way back too', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session));
  const back = await session.planUndo(Number(report.run), {edited: false}, () => {});
  await carry(session, back.plan);
  for (const run of await runsOf(on)) {
    expect(run.names?.people).toContainEqual([LEAVER, 'Anna Petrova']);
    expect(run.names?.people).toContainEqual([SUCCESSOR, 'Ivan Sokolov']);
    expect(run.scope).toContainEqual(['lead', {state: 'all'}]);
  }
});

it('erases names and titles from the file itself, and those of other runs of the same plan', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  const plan = await planFor(session);
  const first = await carry(session, plan);
  const [lead] = plan.records;
  const second = await carry(session, plan);
  expect(second.report.counts).toMatchObject({'already-there': 20});
  expect(bytesOf(on)).toContain('Anna Petrova');
  expect(bytesOf(on)).toContain(lead?.title ?? '?');
  await on.engine.forget(Number(first.report.run));
  const runs = await runsOf(on);
  expect(runs.map(run => run.forgotten)).toEqual([true, true]);
  expect(runs.map(run => run.leaverName)).toEqual(['', '']);
  expect(runs.map(run => run.names)).toEqual([undefined, undefined]);
  expect(runs.map(run => run.counts.moved)).toEqual([0, 20]);
  expect(bytesOf(on)).not.toContain('Petrova');
  expect(bytesOf(on)).not.toContain('Sokolov');
  expect(bytesOf(on)).not.toContain(lead?.title ?? '?');
});

it('names a journal whose plan is no JSON any more, and keeps it', async () => {
  const on = await stage(LEADS);
  const session = await connect(on);
  await carry(session, await planFor(session));
  const file = join(on.folder, 'journal.sqlite');
  const database = new DatabaseSync(file);
  database.exec("UPDATE plans SET facts = '{'");
  database.close();
  await expect(runsOf(on)).rejects.toEqual(new FilesTrouble('broken', file));
});

it('names a journal that is none, and keeps it', async () => {
  const on = await stage(LEADS);
  const file = join(on.folder, 'journal.sqlite');
  writeFileSync(file, 'this is no database, but somebody may want to look at it'.repeat(100));
  await expect(runsOf(on)).rejects.toEqual(new FilesTrouble('broken', file));
  expect(readFileSync(file, 'utf8')).toMatch(/^this is no database/);
});
