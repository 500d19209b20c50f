import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {openTrace} from '../../source/commands/trace-file.ts';
import type {Session} from '../../source/engine/contract.ts';
import {createEngine} from '../../source/engine/engine.ts';
import {openSession} from '../../source/engine/session.ts';
import {createIntents} from '../../source/journal/intents.ts';
import {openJournal} from '../../source/journal/journal.ts';
import {createLocks} from '../../source/journal/lock.ts';
import {replayed} from '../portal/replay.ts';
import {codeIn, holds} from '../terminal/leaks.ts';
import {carry, hastyClock, LEAVER, planFor, raise, scratchFolder, stage, type Stage} from './harness.ts';

function traceOn(): {readonly read: () => string; readonly sink: ReturnType<typeof openTrace>} {
  const folder = mkdtempSync(join(tmpdir(), 'b24-trace-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const sink = openTrace(join(folder, 'trace.jsonl'), {
    version: 'test',
    command: 'test',
    now: () => Date.now(),
    redact: text => text,
    warn: sentence => expect.unreachable(sentence),
  });
  return {sink, read: () => readFileSync(sink.file, 'utf8')};
}

/** A session whose network is a trace. */
async function sessionFrom(trace: string, {address}: Pick<Stage, 'address'>) {
  const folder = scratchFolder();
  const journal = await openJournal(folder);
  onTestFinished(() => {
    journal.close();
    rmSync(folder, {recursive: true, force: true});
  });
  const transport = replayed(trace, address);
  const session = await openSession({
    address,
    demo: true,
    version: 'test',
    clock: hastyClock(),
    folder,
    journal: async () => journal,
    intents: createIntents(folder),
    locks: await createLocks(folder),
    transport,
  });
  return {session, transport};
}

/** What a tally and a plan come to, without the moment and the number of the plan. */
async function look(session: Session) {
  const {rows} = await session.tally(LEAVER, () => {});
  const {records, summary, kept, digest} = await planFor(session);
  return {connection: session.connection, rows, records, summary, kept, digest};
}

test('a tally and a plan of the demo company are replayed from their trace, without a portal, to the same results', async () => {
  const {strike, ...on} = await raise();
  const {sink, read} = traceOn();
  const engine = await createEngine({folder: on.folder, version: 'test', clock: on.clock, trace: sink});
  const seen = await look(await engine.connect(on.address, {demo: true}));
  expect(seen.records.length).toBeGreaterThan(1000);
  await strike();
  const {session, transport} = await sessionFrom(read(), on);
  expect(await look(session)).toEqual(seen);
  expect(transport.left()).toBe(0);
});

test('a run with an account opened: the trace holds every request, in order, and nowhere the code', async () => {
  const on = await stage({
    company: 'empty',
    records: [1, 31, 6].map(table => ({table, responsible: LEAVER, count: 3})),
  });
  const code = codeIn(on.portal.webhook()) ?? '';
  on.portal.hands.edit(1, 1, {TITLE: `see http://127.0.0.1/rest/17/${code}/`, title: `key ${code}`});
  const {sink, read} = traceOn();
  const engine = await createEngine({folder: on.folder, version: 'test', clock: on.clock, trace: sink});
  const session = await engine.connect(on.address, {demo: true});
  await carry(session, await planFor(session), {rehire: 'always'});
  const lines = read()
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
  const sent = lines.filter(line => 'portal' in line);
  expect(sent.map(line => line['method'])).toEqual(on.portal.log.map(({method}) => method));
  expect(sent.map(line => line['request'])).toEqual(sent.map((_, index) => index + 1));
  expect(lines.filter(line => 'ms' in line)).toHaveLength(sent.length);
  expect(read()).toContain('"ACTIVE":"Y"');
  expect(code).toHaveLength(16);
  expect(holds(read(), code)).toBe(false);
  expect(holds(read(), 'key ***')).toBe(true);
});
