import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {forget} from '../../source/commands/forget.ts';
import {history} from '../../source/commands/history.ts';
import type {Outside} from '../../source/commands/outside.ts';
import {report} from '../../source/commands/report.ts';
import {run} from '../../source/commands/run.ts';
import {status} from '../../source/commands/status.ts';
import {StoppedTrouble} from '../../source/commands/trouble.ts';
import {UsageTrouble} from '../../source/domain/trouble.ts';
import type {AbandonedWindow} from '../../source/engine/contract.ts';
import {ACME, AT, broken, journalOf, leads, runOf} from './journal.ts';
import {standIn} from './stand-in.ts';

const window: AbandonedWindow = {
  portalKey: ACME,
  portalName: 'acme.bitrix24.com',
  leaverId: 42,
  leaverName: 'Anna\u001b[2J Petrova',
  since: AT,
};

/** The same outside with a data folder that is really there. */
function withFolder(outside: Outside): {outside: Outside; folder: string} {
  const folder = mkdtempSync(join(tmpdir(), 'b24-looking-'));
  onTestFinished(() => {
    rmSync(folder, {recursive: true, force: true});
  });
  return {folder, outside: {...outside, folders: {...outside.folders, data: folder}}};
}

test('history lists runs, newest first, with what each was', async () => {
  const results = leads(3).map(record => ({record, outcome: record.id === 1 ? 'moved' : 'not-tried'}) as const);
  const runs = [
    runOf(14, {kind: 'undo', sourceRun: 12}),
    runOf(13, {state: 'unfinished', stopped: 'user', results, leaverName: 'Ev\u001b[2Jil'}),
    runOf(12, {forgotten: true, leaverName: ''}),
  ];
  const {outside, journal} = standIn({engine: journalOf(runs)});
  expect(await history({}, outside)).toBe(0);
  expect(journal.printed).toEqual([
    'Run  When             Portal             Leaver            What        Planned  Done  State',
    ' 14  25 Nov 09:00:00  acme.bitrix24.com  Anna Petrova #42  undo of 12        3     3  ended',
    ' 13  25 Nov 09:00:00  acme.bitrix24.com  Ev[2Jil #42       handover          3     1  unfinished, stopped',
    ' 12  25 Nov 09:00:00  acme.bitrix24.com  #42               handover          3     3  ended, names erased',
  ]);
  expect(journal.done).toEqual([]);
});

test('history as an object, of one portal only where that is named', async () => {
  const runs = [runOf(13, {portalKey: 'https://beta.bitrix24.com'}), runOf(12)];
  const {outside, lastObject} = standIn({engine: journalOf(runs), saved: ['acme']});
  expect(await history({json: true, profile: 'acme'}, outside)).toBe(0);
  expect(lastObject()).toEqual({
    schema: 1,
    command: 'history',
    exit: 0,
    runs: [
      {
        run: 12,
        kind: 'handover',
        sourceRun: null,
        plan: '7f3a9c12',
        portal: {key: ACME, name: 'acme.bitrix24.com'},
        leaver: {id: 42, name: 'Anna Petrova'},
        state: 'ended',
        stopped: null,
        startedAt: '2026-11-25T09:00:00.000Z',
        endedAt: '2026-11-25T09:01:00.000Z',
        planned: 3,
        moved: 3,
        alreadyThere: 0,
        gone: 0,
        changedHands: 0,
        failed: 0,
        notTried: 0,
        account: {openings: [], open: false},
        forgotten: false,
      },
    ],
  });
});

test('no journal yet is a sentence, and no failure', async () => {
  const looked = standIn();
  expect(await history({}, looked.outside)).toBe(0);
  expect(looked.journal.said).toEqual(['There is no run yet.']);
  expect(await history({json: true}, looked.outside)).toBe(0);
  expect(looked.lastObject()).toMatchObject({runs: []});
  expect(await status({}, looked.outside)).toBe(0);
  expect(looked.journal.printed.at(-1)).toBe('Nothing is running, and nothing is unfinished.');
});

test('what only looks neither starts the built-in portal nor reads standard input', async () => {
  const {outside, journal} = standIn({input: null, engine: journalOf([runOf(12, {portalKey: 'demo'})])});
  expect(await history({profile: 'demo'}, outside)).toBe(0);
  expect(await status({profile: 'demo'}, outside)).toBe(0);
  expect(journal.done).toEqual([]);
  expect(outside.stdin.listenerCount('data')).toBe(0);
});

test('history warns of an account that may be open, and keeps its own code', async () => {
  const {outside, journal} = standIn({windows: [window], engine: journalOf([])});
  expect(await history({}, outside)).toBe(0);
  expect(journal.said[0]).toMatch(/^account  MAY BE OPEN: Anna\[2J Petrova #42/);
});

test('status: a run at work with how far it is, and what is unfinished', async () => {
  const results = leads(3).map(record => ({record, outcome: record.id === 1 ? 'moved' : 'gone'}) as const);
  const runs = [runOf(13, {state: 'running', results}), runOf(12, {state: 'unfinished'}), runOf(11)];
  const {outside, journal, lastObject} = standIn({engine: journalOf(runs)});
  expect(await status({}, outside)).toBe(0);
  expect(journal.printed).toEqual([
    'run      run 13 is at work: Anna Petrova #42, acme.bitrix24.com, since 25 Nov 09:00:00',
    '         1 of 3 moved, 2 gone',
    'leads    1 of 3 moved, 2 gone',
    'pace     2.5 records a second over the last minute; the last one 3 s ago',
    'run      run 12 is unfinished; b24-handover resume 12 goes on with it: Anna Petrova #42, acme.bitrix24.com, since 25 Nov 09:00:00',
    '         3 of 3 moved',
  ]);
  expect(await status({json: true}, outside)).toBe(0);
  expect(lastObject()).toMatchObject({
    command: 'status',
    exit: 0,
    running: [
      {
        run: 13,
        moved: 1,
        gone: 2,
        types: [{type: 'lead', planned: 3, moved: 1, gone: 2, notTried: 0}],
        perSecond: 2.5,
        lastAt: '2026-11-25T09:59:57.000Z',
      },
    ],
    unfinished: [{run: 12}],
    open: [],
    windows: [],
  });
});

test.each([
  ['for a while', {perSecond: 0, ago: 130_000}, 'no record for 2 min 10 s: it waits for the portal, or is paused'],
  ['from the start', {perSecond: undefined, ago: undefined}, 'no record is done yet'],
])('status of a run that stands still %s says so', async (_case, {perSecond, ago}, text) => {
  const engine = journalOf([runOf(13, {state: 'running'})]);
  const view = await engine.history();
  const progress = (_run: unknown, now: number) => ({
    types: [],
    perSecond,
    lastAt: ago === undefined ? undefined : now - ago,
  });
  const {outside, journal} = standIn({engine: {history: async () => view && {...view, progress}}});
  expect(await status({}, outside)).toBe(0);
  expect(journal.printed.at(-1)).toBe(`pace     ${text}`);
});

test('status exits 3 while an account is or may be open, also beside a journal that cannot be read', async () => {
  const {outside, journal, lastObject} = standIn({windows: [window], engine: broken});
  expect(await status({json: true}, outside)).toBe(3);
  expect(lastObject()).toMatchObject({exit: 3, windows: [{leaver: {id: 42}, portal: {key: ACME}}]});
  expect(journal.said.join('\n')).toMatch(/MAY BE OPEN[^]*journal\.sqlite/);

  const watched = standIn({engine: {...journalOf([]), watchedWindows: () => [window]}});
  expect(await status({json: true}, watched.outside)).toBe(3);
  expect(watched.lastObject()).toMatchObject({exit: 3, open: [{leaver: {id: 42}}], windows: []});
  expect(watched.journal.said[0]).toMatch(/^account  OPEN: .* can sign in since/);
});

test.each([
  ['history', (outside: Outside) => history({}, outside)],
  ['status', (outside: Outside) => status({}, outside)],
  ['report', (outside: Outside) => report('12', {}, outside)],
  ['history forget', (outside: Outside) => forget('12', {yes: true}, outside)],
] as const)('a journal that cannot be read is named by %s', async (_name, look) => {
  await expect(look(standIn({engine: broken}).outside)).rejects.toMatchObject({
    problem: 'broken',
    file: '/data/journal.sqlite',
  });
});

test('report writes all three files again, or one of them', async () => {
  const {outside, folder} = withFolder(standIn({engine: journalOf([runOf(12)])}).outside);
  expect(await report('12', {json: true}, outside)).toBe(0);
  const file = (format: string): string => join(folder, 'reports', `run-12.${format}`);
  expect(['html', 'csv', 'json'].filter(format => existsSync(file(format)))).toEqual(['html', 'csv', 'json']);
  expect(JSON.parse(readFileSync(file('json'), 'utf8'))).toMatchObject({run: 12, records: [{id: 1}, {id: 2}, {id: 3}]});

  rmSync(join(folder, 'reports'), {recursive: true});
  await report('12', {format: 'csv'}, outside);
  expect(['html', 'csv', 'json'].filter(format => existsSync(file(format)))).toEqual(['csv']);
});

test('report to a file of one’s own, or to standard output', async () => {
  const {outside: base, journal} = standIn({engine: journalOf([runOf(12)])});
  const {outside, folder} = withFolder(base);
  const own = join(folder, 'mine.csv');
  expect(await report('12', {out: own}, outside)).toBe(0);
  expect(readFileSync(own, 'utf8').split('\r\n')).toHaveLength(5);
  expect(existsSync(join(folder, 'reports'))).toBe(false);

  await report('12', {format: 'json', out: '-'}, outside);
  expect(JSON.parse(journal.printed.at(-1) ?? '')).toMatchObject({run: 12, kind: 'handover'});
});

test.each([
  [{out: 'report.txt'}, /--out takes one report: name its --format/],
  [{out: '-'}, /--out takes one report/],
  [{out: '-', format: 'csv', json: true}, /cannot both have standard output/],
] as const)('report %o is refused', async (flags, message) => {
  const {outside} = standIn({engine: journalOf([runOf(12)])});
  await expect(report('12', flags, outside)).rejects.toThrow(message);
});

test('report of a run that is not there', async () => {
  await expect(report('13', {}, standIn({engine: journalOf([runOf(12)])}).outside)).rejects.toThrow(
    /There is no run 13/,
  );
});

test('forget erases in the journal and among the files, with those of the same plan', async () => {
  const forgot: number[] = [];
  const runs = [
    runOf(15, {kind: 'undo', sourceRun: 14}),
    runOf(14, {kind: 'undo', sourceRun: 12}),
    runOf(13, {plan: 12}),
    runOf(12),
    runOf(11),
  ];
  const {outside: base, journal, lastObject} = standIn({engine: journalOf(runs, forgot)});
  const {outside, folder} = withFolder(base);
  mkdirSync(join(folder, 'reports'));
  for (const number of [11, 12, 13, 14]) writeFileSync(join(folder, 'reports', `run-${number}.html`), 'x');
  expect(await forget('12', {yes: true, json: true}, outside)).toBe(0);
  expect(forgot).toEqual([12]);
  const left = [11, 12, 13, 14].filter(number => existsSync(join(folder, 'reports', `run-${number}.html`)));
  expect(left).toEqual([11, 14]);
  expect(lastObject()).toMatchObject({command: 'history forget', forgotten: [13, 12], files: 2, keptIn: [14, 15]});
  expect(journal.said.at(-1)).toMatch(/^note     Runs 14 and 15 went back to it/);
});

test('forget asks for a word in a terminal, and needs --yes without one', async () => {
  const forgot: number[] = [];
  await expect(forget('12', {}, standIn({engine: journalOf([runOf(12)], forgot)}).outside)).rejects.toBeInstanceOf(
    UsageTrouble,
  );
  const {outside, stdin, journal} = standIn({engine: journalOf([runOf(12)], forgot), interactive: true});
  stdin.end();
  await expect(forget('12', {}, outside)).rejects.toBeInstanceOf(StoppedTrouble);
  expect(journal.said[0]).toMatch(/names and titles of run 12 \(Anna Petrova #42\).*cannot be taken back/);
  expect(forgot).toEqual([]);
});

test('a run at work is not forgotten', async () => {
  const engine = journalOf([runOf(12, {state: 'running'})]);
  await expect(forget('12', {yes: true}, standIn({engine}).outside)).rejects.toThrow(/still at work/);
});

const job = {to: ['12'], type: [], state: [], leaver: '42', yes: true};

test('a run of a portal that has an unfinished one says so', async () => {
  const elsewhere = runOf(14, {state: 'unfinished', portalKey: 'https://beta.bitrix24.com'});
  const engine = journalOf([elsewhere, runOf(13, {state: 'unfinished'})]);
  const {outside: base, journal} = standIn({saved: ['acme'], engine});
  await run(job, withFolder(base).outside);
  expect(journal.said).toContain(
    'note     run 13 of this portal is unfinished; b24-handover resume 13 goes on with it',
  );
  expect(journal.said.join('\n')).not.toContain('run 14');
});

test('a run leaves its files and names the page; the object names all three', async () => {
  const {outside: base, journal, lastObject} = standIn({saved: ['acme'], engine: journalOf([runOf(12)])});
  const {outside, folder} = withFolder(base);
  expect(await run({...job, json: true}, outside)).toBe(0);
  const page = join(folder, 'reports', 'run-12.html');
  expect(journal.said).toContain(`report   ${page}`);
  expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/);
  expect(lastObject()['reports']).toEqual({
    html: page,
    csv: join(folder, 'reports', 'run-12.csv'),
    json: join(folder, 'reports', 'run-12.json'),
  });
});

test('files that cannot be written are named, and change only a code of 0', async () => {
  const attempt = async (failing: boolean): Promise<[number, string]> => {
    const {outside: base, journal} = standIn({
      saved: ['acme'],
      engine: journalOf([runOf(12)]),
      ...(failing ? {fate: record => ({record, outcome: 'failed', reason: 'no'})} : {}),
    });
    const {outside, folder} = withFolder(base);
    writeFileSync(join(folder, 'reports'), 'no folder');
    const code = await run(job, outside);
    return [code, journal.said.join('\n').replaceAll(folder, '')];
  };
  const [code, said] = await attempt(false);
  expect(code).toBe(6);
  expect(said).toMatch(/^proof {4}0 left/m);
  expect(said).toMatch(/^report {3}The report files could not be written\. .*\/reports/m);
  expect((await attempt(true))[0]).toBe(1);
});

test('an account that is open is the last line, also below the report', async () => {
  const open = {account: {state: 'open', since: 0, text: 'no'}, openings: [{from: 0}]} as const;
  const {outside: base, journal} = standIn({saved: ['acme'], engine: journalOf([runOf(12)]), report: open});
  const {outside} = withFolder(base);
  expect(await run(job, outside)).toBe(3);
  expect(journal.said.at(-2)).toMatch(/^report /);
  expect(journal.said.at(-1)).toMatch(/^account .*OPEN.*close-windows/);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written to is named by report', async () => {
  const {outside, folder} = withFolder(standIn({engine: journalOf([runOf(12)])}).outside);
  mkdirSync(join(folder, 'reports'));
  chmodSync(join(folder, 'reports'), 0o500);
  onTestFinished(() => chmodSync(join(folder, 'reports'), 0o700));
  await expect(report('12', {}, outside)).rejects.toMatchObject({problem: 'unwritable'});
});
