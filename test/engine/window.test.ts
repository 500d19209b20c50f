import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {expect, it} from 'vitest';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import type {Guard} from '../../source/engine/guard/guard.ts';
import {guardMain} from '../../source/engine/guard/main.ts';
import {RELEASED} from '../../source/engine/guard/words.ts';
import {createIntents} from '../../source/journal/intents.ts';
import {carry, carryOn, connect, guarded, isActive, LEAVER, planFor, stage, writesOf, type Stage} from './harness.ts';

const INVOICES = {company: 'empty', records: [{table: 31, responsible: LEAVER, count: 600}]} as const;

const hires = (on: Stage): unknown[] =>
  writesOf(on.portal)
    .filter(write => write.method === 'user.update')
    .map(write => (write.params as {ACTIVE: unknown}).ACTIVE);

it('shuts before a wait that is too long, and opens again under the same consent', async () => {
  const on = await stage(INVOICES);
  const session = await connect(on);
  const plan = await planFor(session);
  let open = false;
  let waitedOpen = 0;
  // From the 30th write on, execution time is used up for a good while: longer than all requests that are under way last.
  on.portal.befall({kind: 'blocked', method: 'crm.item.update', afterWrites: 30, times: 1200});
  const {report, questions} = await carry(session, plan, {rehire: 'always'}, event => {
    if (event.kind === 'account') open = event.state === 'open';
    if (event.kind === 'pause' && open) waitedOpen = Math.max(waitedOpen, event.ms);
  });
  expect(report.counts.moved).toBe(600);
  expect(questions).toHaveLength(1);
  expect(report.openings.length).toBeGreaterThan(1);
  expect(report.openings.every(opening => opening.to !== undefined)).toBe(true);
  expect(waitedOpen).toBeGreaterThan(0);
  expect(waitedOpen).toBeLessThanOrEqual(60_000);
  expect(isActive(on.portal, LEAVER)).toBe(false);
});

it('shuts when the portal is silent inside, and goes on when it speaks again', async () => {
  const on = await stage(INVOICES);
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({kind: 'unavailable', method: 'crm.item.update', afterWrites: 30, times: 30});
  const {report} = await carry(session, plan, {rehire: 'always'});
  expect(report.counts.moved).toBe(600);
  expect(report.openings.length).toBeGreaterThan(1);
  expect(report.account.state).toBe('dismissed');
});

it('stays shut once its open time is used up, and leaves the rest untried', async () => {
  const on = await stage(INVOICES);
  const session = await connect(on);
  const plan = await planFor(session);
  const {report} = await carry(session, plan, {rehire: 'always', windowLimitMs: 0});
  expect(report.windowRefused).toEqual({why: 'limit'});
  expect(report.counts['not-tried']).toBe(600);
  expect(report.results.every(result => result.why === 'window-limit')).toBe(true);
  expect(hires(on)).toEqual(['Y', 'N']);
  expect(exitCodeOf(report)).toBe(1);
});

it('shuts and stays shut when it is told to', async () => {
  const on = await stage(INVOICES);
  const session = await connect(on);
  const plan = await planFor(session);
  const shutNow = new AbortController();
  const {report} = await carry(session, plan, {rehire: 'always', shutNow: shutNow.signal}, event => {
    if (event.kind === 'results') shutNow.abort();
  });
  expect(report.windowRefused).toEqual({why: 'limit'});
  expect(report.counts.moved).toBeGreaterThan(0);
  expect(report.counts['not-tried']).toBeGreaterThan(0);
  expect(report.stopped).toBeUndefined();
  expect(hires(on)).toEqual(['Y', 'N']);
});

it('opens nothing without a guard', async () => {
  const on = await stage(INVOICES);
  const session = await guarded(on, () => Promise.reject(new Error('no such program')));
  const {report} = await carry(session, await planFor(session));
  expect(hires(on)).toEqual([]);
  expect(report.windowRefused).toEqual({why: 'no-guard', text: 'no such program'});
});

it('writes nothing more inside once its guard has taken over', async () => {
  const on = await stage(INVOICES);
  let took = false;
  let released = 0;
  const guard: Guard = {
    tookOver: () => took,
    async release() {
      released += 1;
    },
    handOver() {},
  };
  const session = await guarded(on, async () => guard);
  const {report} = await carry(session, await planFor(session), {rehire: 'always'}, event => {
    if (event.kind === 'results') took = true;
  });
  expect(report.windowRefused).toEqual({why: 'guard'});
  expect(report.counts.moved).toBeGreaterThan(0);
  expect(report.counts['not-tried']).toBeGreaterThan(0);
  expect(released).toBe(1);
  expect(isActive(on.portal, LEAVER)).toBe(false);
});

it('what it cannot shut it hands over to its guard, though it goes on itself', async () => {
  const on = await stage(INVOICES);
  const done: string[] = [];
  const guard: Guard = {
    tookOver: () => false,
    async release() {
      done.push('released');
    },
    handOver: () => void done.push('handed over'),
  };
  const session = await guarded(on, async () => guard);
  const plan = await planFor(session);
  on.portal.befall({
    kind: 'refuse',
    method: 'user.update',
    where: ({params}) => (params as {ACTIVE: string}).ACTIVE === 'N',
  });
  const {report} = await carry(session, plan, {rehire: 'always'});
  expect(report.account.state).toBe('open');
  expect(exitCodeOf(report)).toBe(3);
  expect(done).toEqual(['handed over']);
});

/** A guard in this process, with an account that somebody has opened under an intent. */
async function guardAtWork(on: Stage) {
  const who = {portalKey: 'demo', portalName: 'Demo portal', leaverId: LEAVER, leaverName: 'Anna Petrova'};
  const intents = createIntents(on.folder);
  intents.write({...who, since: 0, opened: false});
  on.portal.hands.setActive(LEAVER, true);
  const input = new PassThrough();
  const said: string[] = [];
  let ready = (): void => {};
  const isReady = new Promise<void>(resolve => (ready = resolve));
  const ended = guardMain({
    input,
    version: 'test',
    say(line) {
      said.push(line);
      if (line === 'ready') ready();
    },
  });
  input.write(`${JSON.stringify({...who, folder: on.folder, run: 1, address: on.portal.webhook()})}\n`);
  await isReady;
  return {input, said, ended, intents};
}

it('a guard shuts the account when its worker is gone', async () => {
  const on = await stage(INVOICES);
  const {input, said, ended, intents} = await guardAtWork(on);
  input.write('beat\n');
  input.end();
  await ended;
  expect(said).toEqual(['ready', 'took over']);
  expect(isActive(on.portal, LEAVER)).toBe(false);
  expect(intents.list()).toEqual([]);
});

it('a guard shuts the account though its intent cannot be read any more', async () => {
  const on = await stage(INVOICES);
  const {input, ended, intents} = await guardAtWork(on);
  const [file = ''] = readdirSync(join(on.folder, 'windows'));
  writeFileSync(join(on.folder, 'windows', file), '');
  // It believes that a hire may still be under way, and would wait for that: what counts comes before.
  input.end();
  await expect.poll(() => isActive(on.portal, LEAVER)).toBe(false);
  intents.remove({portalKey: 'demo', leaverId: LEAVER});
  void ended;
});

it('a guard that is released touches nothing', async () => {
  const on = await stage(INVOICES);
  const {input, said, ended} = await guardAtWork(on);
  input.end(`${RELEASED}\n`);
  await ended;
  expect(said).toEqual(['ready']);
  expect(hires(on)).toEqual([]);
  expect(isActive(on.portal, LEAVER)).toBe(true);
});

it('while a guard is at work, the next start leaves the account to it', async () => {
  const on = await stage(INVOICES);
  const {input, ended} = await guardAtWork(on);
  expect(on.engine.abandonedWindows()).toEqual([]);
  input.end(`${RELEASED}\n`);
  await ended;
  expect(on.engine.abandonedWindows()).toHaveLength(1);
});

/** A portal whose lists by person hide what a dismissed person holds of invoices and activities. */
function hideDismissed(on: Stage): void {
  on.portal.befall({
    kind: 'hide-dismissed',
    method: ['crm.activity.list', 'crm.item.list'],
    where: ({params}) => /"RESPONSIBLE_ID":"42"|"entityTypeId":"31".*"assignedById":"42"/.test(JSON.stringify(params)),
  });
}

const TIED = {
  company: 'empty',
  records: [
    {table: 1, responsible: LEAVER, count: 1},
    {table: 31, responsible: LEAVER, count: 2},
  ],
} as const;

/** An activity of the leaver's that belongs to their only lead. */
function tieActivity(on: Stage): number {
  const lead = on.portal.snapshot().records.find(record => record.table === 1)?.id ?? 0;
  const [activity = 0] = on.portal.give({
    table: 6,
    responsible: LEAVER,
    columns: {OWNER_TYPE_ID: 1, OWNER_ID: lead, COMPLETED: 'N'},
  });
  return activity;
}

it('does not say that nothing is left where lists hide what a dismissed person holds', async () => {
  const on = await stage(TIED);
  const activity = tieActivity(on);
  hideDismissed(on);
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session));
  expect(report.counts.moved).toBe(1);
  expect(report.proof).toMatchObject({left: [], hidden: [{type: 'activity', id: activity}]});
  expect(exitCodeOf(report)).toBe(1);
});

it('takes an activity that was made for the leaver meanwhile for new, not for hidden', async () => {
  const on = await stage(TIED);
  const session = await connect(on);
  const plan = await planFor(session);
  const activity = tieActivity(on);
  const {report} = await carry(session, plan);
  expect(report.proof?.fresh).toEqual([{type: 'activity', id: activity}]);
  expect(report.proof?.hidden).toBeUndefined();
  expect(exitCodeOf(report)).toBe(0);
});

it('finds what was hidden once the account is open, and moves none of it unconfirmed', async () => {
  const on = await stage({...TIED, records: [...TIED.records, {table: 5, responsible: LEAVER, count: 1}]});
  const activity = tieActivity(on);
  hideDismissed(on);
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session), {rehire: 'always'});
  // The old invoice, whose payer is missing, is what the account is opened for; it stays for a reason of its own.
  const hidden = on.portal.snapshot().records.filter(record => record.responsible === LEAVER && record.table !== 5);
  expect(report.proof?.fresh.map(({type, id}) => `${type} ${id}`).sort()).toEqual(
    hidden.map(({table, id}) => `${table === 31 ? 'invoice' : 'activity'} ${id}`).sort(),
  );
  expect(report.proof?.fresh).toContainEqual({type: 'activity', id: activity});
  expect(hidden).toHaveLength(3);
});

it('does not even wait for the request in flight when it is told twice, and shuts at once', async () => {
  const on = await stage(INVOICES);
  const session = await connect(on);
  const plan = await planFor(session);
  const [stop, hurry] = [new AbortController(), new AbortController()];
  on.portal.befall({
    kind: 'hang',
    moment: 'after',
    method: 'crm.item.update',
    afterWrites: 30,
    times: 1,
    where: () => {
      // Nobody ever answers this one.
      setImmediate(() => {
        stop.abort();
        hurry.abort();
      });
      return true;
    },
  });
  const {report} = await carry(session, plan, {rehire: 'always', signal: stop.signal, hurry: hurry.signal});
  expect(report.stopped).toEqual({why: 'user'});
  expect(report.account.state).toBe('dismissed');
  expect(isActive(on.portal, LEAVER)).toBe(false);
  expect(exitCodeOf(report)).toBe(130);
  const {report: after} = await carryOn(session, Number(report.run), {rehire: 'always'});
  expect(after.counts).toMatchObject({moved: 600, 'already-there': 0});
});

it('sends no write whose check has become too old while it waited for its turn', async () => {
  const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 100}]});
  const session = await connect(on);
  const plan = await planFor(session);
  const last = plan.records.at(-1)?.id ?? 0;
  // The portal asks for pauses, long in all; meanwhile somebody else takes the last record, which was checked before.
  on.portal.befall({kind: 'unavailable', method: 'crm.item.update', afterWrites: 20, times: 6});
  const {report} = await carry(session, plan, {}, event => {
    if (event.kind === 'pause') on.portal.hands.reassign(1, last, 31);
  });
  expect(report.results).toMatchObject([{record: {id: last}, outcome: 'changed-hands', nowWith: 31}]);
  expect(report.counts.moved).toBe(99);
  expect(writesOf(on.portal).filter(write => write.id === last)).toEqual([]);
});
