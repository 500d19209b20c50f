// A run dies at every one of its steps, once before the step is done and once after, and is started again. The portal
// must end as after an undisturbed run: each record with its successor, the account shut, nothing else touched.
import {rmSync} from 'node:fs';
import {afterAll, describe, expect, it} from 'vitest';
import {startPortal, type RunningPortal} from '../../source/demo/server.ts';
import {defaultScope} from '../../source/domain/scope.ts';
import {parseWebhookAddress, type WebhookAddress} from '../../source/domain/webhook.ts';
import {listAbandoned, shutAbandoned} from '../../source/engine/abandoned.ts';
import type {Session} from '../../source/engine/contract.ts';
import {openSession} from '../../source/engine/session.ts';
import {createIntents} from '../../source/journal/intents.ts';
import {openJournal} from '../../source/journal/journal.ts';
import {createLocks} from '../../source/journal/lock.ts';
import {createTransport} from '../../source/portal/transport.ts';
import {hastyClock, isActive, LEAVER, options, recordsOf, scratchFolder, SUCCESSOR} from '../engine/harness.ts';
import {Dead, Mortal} from './mortal.ts';
import {fullScope} from '../../source/domain/scope/type-scope.ts';
import {toPeople} from '../../source/domain/rules/to-people.ts';

const COMPANY = {
  company: 'empty',
  records: [
    {table: 1, responsible: LEAVER, count: 3},
    {table: 31, responsible: LEAVER, count: 7},
    {table: 6, responsible: LEAVER, count: 2},
    {table: 1, responsible: 31, count: 2},
  ],
} as const;

/** More than one request's worth, so that several are under way when it dies. */
const LARGE = {
  company: 'empty',
  records: [
    {table: 1, responsible: LEAVER, count: 150},
    {table: 4, responsible: LEAVER, count: 70},
    {table: 31, responsible: LEAVER, count: 120},
    {table: 6, responsible: LEAVER, count: 60},
  ],
} as const;

const sizeOf = ({records}: typeof COMPANY | typeof LARGE): number =>
  records.reduce((sum, {responsible, count}) => sum + (responsible === LEAVER ? count : 0), 0);

const folders: string[] = [];
afterAll(() => folders.forEach(folder => rmSync(folder, {recursive: true, force: true})));

/** One life of the program: a session whose every step is counted by `mortal`. */
async function live(address: WebhookAddress, folder: string, mortal: Mortal): Promise<{session: Session; end(): void}> {
  const journal = await openJournal(folder);
  const clock = hastyClock();
  const locks = await createLocks(folder);
  const intents = mortal.intents(createIntents(folder));
  const session = await openSession({
    address,
    demo: true,
    version: 'test',
    clock,
    folder,
    journal: async () => mortal.journal(journal),
    intents,
    locks,
    transport: mortal.transport(createTransport(address, 'test')),
  });
  return {session, end: () => journal.close()};
}

/** What the next start does: shuts what was left open, then goes on with the run, or plans anew where none was begun. */
async function startAgain(
  portal: RunningPortal,
  address: WebhookAddress,
  folder: string,
  planned: number,
): Promise<void> {
  const immortal = new Mortal(Infinity, 'after');
  const clock = hastyClock();
  const locks = await createLocks(folder);
  const intents = createIntents(folder);
  for (const abandoned of listAbandoned(intents, locks)) {
    await shutAbandoned(
      {clock, intents, locks, version: 'test', transport: createTransport(address, 'test')},
      abandoned,
      address,
      () => {},
    );
  }
  expect(isActive(portal, LEAVER), 'shut by the next start').toBe(false);
  const {session, end} = await live(address, folder, immortal);
  const journal = await openJournal(folder);
  const [last] = journal.history.runs();
  journal.close();
  if (!last) await handOver(session);
  else if (last.endedAt === undefined || last.stopped) {
    const report = await session.resume(last.run, options(), () => {});
    expect(report.counts).toMatchObject({moved: planned, 'already-there': 0, failed: 0, 'not-tried': 0});
  }
  end();
}

async function handOver(session: Session): Promise<void> {
  const [leaver, general] = [await session.person(String(LEAVER)), await session.person(String(SUCCESSOR))];
  if (!leaver || !general) throw new Error('people are missing');
  const plan = await session.plan(
    {leaver, scope: fullScope(defaultScope(session.connection.types)), ...toPeople(general), ownersKeep: true},
    () => {},
  );
  await session.run(plan, options(), () => {});
}

async function dieAt(
  company: typeof COMPANY | typeof LARGE,
  step: number,
  moment: 'before' | 'after',
): Promise<{steps: number; died: boolean}> {
  const portal = await startPortal(company);
  const folder = scratchFolder();
  folders.push(folder);
  try {
    const parsed = parseWebhookAddress(portal.webhook());
    if (!parsed.ok) throw new Error(parsed.problem);
    const before = recordsOf(portal);
    const mortal = new Mortal(step, moment);
    const first = await live(parsed.address, folder, mortal).catch((error: unknown) => {
      if (!(error instanceof Dead)) throw error;
      return undefined;
    });
    if (first) {
      await handOver(first.session).catch((error: unknown) => {
        if (!mortal.dead) throw error;
      });
      first.end();
    }
    await startAgain(portal, parsed.address, folder, sizeOf(company));
    for (const [key, record] of recordsOf(portal)) {
      const was = before.get(key)?.responsible;
      expect(record.responsible, key).toBe(was === LEAVER ? SUCCESSOR : was);
    }
    expect(isActive(portal, LEAVER)).toBe(false);
    const granted = portal.ledger.filter(
      entry => entry.error === null && entry.method !== 'user.update' && entry.before !== entry.after,
    );
    expect(granted.length, 'each record changed once').toBe(sizeOf(company));
    expect(createIntents(folder).list()).toEqual([]);
    return {steps: mortal.steps, died: mortal.dead};
  } finally {
    await portal.close();
  }
}

describe('a run that dies and is started again ends like one that does not', () => {
  it.each([
    ['before', 'alone', COMPANY],
    ['after', 'alone', COMPANY],
    ['before', 'among others under way', LARGE],
    ['after', 'among others under way', LARGE],
  ] as const)('at every step, %s it is done, %s', async (moment, _how, company) => {
    const {steps} = await dieAt(company, Infinity, moment);
    expect(steps).toBeGreaterThan(25);
    for (let step = 0; step < steps; step += 1) {
      const {died} = await dieAt(company, step, moment).catch((error: unknown) => {
        throw new Error(`died ${moment} step ${step} of ${steps}`, {cause: error});
      });
      expect(died).toBe(true);
    }
  });
});
