import {expect, test} from 'vitest';
import {jsonLine} from '../../source/commands/output/json.ts';
import {factLine} from '../../source/commands/output/line.ts';
import {typeNames} from '../../source/commands/output/names.ts';
import {plainProgress} from '../../source/commands/output/progress.ts';
import {tableLines} from '../../source/commands/output/table.ts';
import {masked} from '../../source/commands/output/report-files.ts';
import {secretInArguments, secretKeeper, takeEnvironment} from '../../source/commands/secrets.ts';
import {isInteractive} from '../../source/commands/terminal.ts';
import {explain, OpenAccountTrouble, StoppedTrouble} from '../../source/commands/trouble.ts';
import {BusyTrouble, FilesTrouble, PortalTrouble, UsageTrouble} from '../../source/domain/trouble.ts';
import type {EngineEvent} from '../../source/engine/contract.ts';
import {types} from './stand-in.ts';

test('a first word is aligned, and a long one keeps its distance', () => {
  expect(factLine('plan', 'x')).toBe('plan     x');
  expect(factLine('activities', 'x')).toBe('activities x');
});

test('JSON keeps the true value, and nothing in it acts on a terminal', () => {
  const title = 'a\u001b[2J\u0007\r\u009b\u202e\u200b\ufeff\u{e0041}\ud800"👩‍👧';
  const line = jsonLine({title});
  expect(JSON.parse(line)).toEqual({title});
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
});

test('tables are aligned by what a terminal shows', () => {
  const lines = tableLines(
    [
      {head: 'Name', max: 6},
      {head: 'N', right: true},
    ],
    [
      ['日本', '1'],
      ['abcdefghij', '1,000'],
    ],
  );
  expect(lines).toEqual(['Name        N', '日本        1', 'abcde…  1,000']);
});

function progress(events: readonly EngineEvent[], clock: () => number = () => 0): string[] {
  const lines: string[] = [];
  const listener = plainProgress({
    say: line => lines.push(line),
    now: clock,
    names: typeNames(types),
    leaver: 'Anna',
    kind: 'handover',
  });
  for (const event of events) listener(event);
  return lines;
}

const record = {type: 'deal', id: 1, title: '', closed: false, to: 12} as const;

test('a run over a rehire window, line by line', () => {
  const at = Date.UTC(2026, 0, 1, 10, 42, 7);
  expect(
    progress([
      {kind: 'type-started', type: 'deal', records: 2},
      {
        kind: 'results',
        type: 'deal',
        results: [
          {record, outcome: 'moved'},
          {record, outcome: 'gone'},
        ],
      },
      {kind: 'type-ended', type: 'deal'},
      {kind: 'type-started', type: 'invoice', records: 1},
      {kind: 'type-waits', type: 'invoice', refused: 1, text: 'Access\u001b[2J denied.'},
      {kind: 'account', state: 'opening', at},
      {kind: 'account', state: 'open', at},
      {kind: 'pause', ms: 400, why: 'request-limit'},
      {kind: 'pause', ms: 12_000, why: 'execution-time', method: 'crm.item.update'},
      {kind: 'results', type: 'invoice', results: [{record: {...record, type: 'invoice'}, outcome: 'moved'}]},
      {kind: 'type-ended', type: 'invoice'},
      {kind: 'account', state: 'shutting', at},
      {kind: 'account-stuck', at, attempt: 2, text: 'busy'},
      {kind: 'account', state: 'shut', at},
      {kind: 'type-started', type: 'spa:130', records: 1},
      {kind: 'type-ended', type: 'spa:130'},
    ]),
  ).toEqual([
    'deals    1 of 2 moved, 1 gone',
    'invoices 1 refused while Anna is dismissed ("Access[2J denied.")',
    'account  OPEN since 10:42:07 for invoices',
    'pause    12 s: the portal’s execution time for crm.item.update is used up',
    'invoices 1 of 1 moved',
    'account  The account of Anna could not be shut yet (attempt 2): busy. Trying again.',
    'account  shut 10:42:07, read back',
    'Ten[2Jders (smart process) 0 of 1 moved',
  ]);
});

test('a wait is told once, however many requests wait together; a later or longer one is another', () => {
  let now = 0;
  const lines: string[] = [];
  const listener = plainProgress({
    say: line => lines.push(line),
    now: () => now,
    names: typeNames(types),
    leaver: 'Anna',
    kind: 'handover',
  });
  for (let request = 0; request < 20; request += 1) {
    listener({kind: 'pause', ms: 40_000 - now, why: 'portal-asks'});
    // One that is done in between ends no wait of the others.
    listener({kind: 'pause-over'});
    now += 100;
  }
  listener({kind: 'pause', ms: 240_000, why: 'execution-time', method: 'batch'});
  now += 60_000;
  listener({kind: 'pause', ms: 40_000, why: 'portal-asks'});
  expect(lines).toEqual([
    'pause    40 s: the portal asks for a pause',
    'pause    4 min: the portal’s execution time for batches is used up',
    'pause    40 s: the portal asks for a pause',
  ]);
});

test('a type that takes long says how far it is', () => {
  let now = 0;
  const results: EngineEvent = {kind: 'results', type: 'deal', results: [{record, outcome: 'moved'}]};
  const lines: string[] = [];
  const options = {
    say: (line: string) => lines.push(line),
    now: () => now,
    names: typeNames(types),
    leaver: 'Anna',
    kind: 'handover' as const,
  };
  const listener = plainProgress(options);
  listener({kind: 'type-started', type: 'deal', records: 100});
  for (let second = 0; second < 40; second += 1) {
    now += 1000;
    listener(results);
  }
  expect(lines).toEqual(['deals    15 of 100 moved so far', 'deals    30 of 100 moved so far']);
});

test.each([
  [new UsageTrouble('--to x'), 2, 'usage'],
  [new OpenAccountTrouble('open'), 3, 'account-open'],
  [new PortalTrouble('wrong-token'), 4, 'wrong-token'],
  [new BusyTrouble({pid: 7, since: 0}), 5, 'busy'],
  [new FilesTrouble('broken', '/x/settings.json'), 6, 'file-broken'],
  [new StoppedTrouble('stopped'), 130, 'stopped'],
  [new TypeError('x is not a function'), 70, 'bug'],
  ['a thrown text', 70, 'bug'],
  [undefined, 70, 'bug'],
])('%s ends with %i', (error, code, problem) => {
  const told = explain(error);
  expect(told).toMatchObject({code, problem});
  expect(told.message).not.toBe('');
  expect(told.stack !== undefined).toBe(code === 70);
});

test('secrets are taken out wherever they stand', () => {
  const {hide, redact} = secretKeeper();
  expect(redact('GET https://acme.bitrix24.com/rest/17/abcdef123/crm.lead.list failed')).toBe(
    'GET https://acme.bitrix24.com/rest/17/***/crm.lead.list failed',
  );
  expect(redact('abcdef123')).toBe('abcdef123');
  hide('https://acme.bitrix24.com/rest/17/abcdef123/');
  for (const spelling of ['abcdef123', 'ABCDEF123', 'abcd%65f123', 'abcd%2565f123'])
    expect(redact(`the code ${spelling}`)).toBe('the code ***');
});

test('the webhook address is taken out of the environment that other processes inherit', () => {
  const env = {B24_HANDOVER_WEBHOOK: 'https://acme.bitrix24.com/rest/17/abcdef123/', PATH: '/bin'};
  expect(takeEnvironment(env)['B24_HANDOVER_WEBHOOK']).toContain('abcdef123');
  expect(env).toEqual({PATH: '/bin'});
});

test('a report holds no code of a webhook that somebody wrote into a title', () => {
  const pieces = masked(['"Hook https://acme.bitrix24.com/rest/17/abcdef123/ of Olga"', 'rest of it']);
  expect([...pieces]).toEqual(['"Hook https://acme.bitrix24.com/rest/17/***/ of Olga"', 'rest of it']);
});

test.each([
  ['as an argument', ['run', 'https://acme.bitrix24.com/rest/17/abcdef123/']],
  ['as a flag’s value', ['run', '--profile', 'https://acme.bitrix24.com/rest/17/abcdef123']],
  ['joined to a flag', ['run', '--webhook=https://acme.bitrix24.com/rest/17/abcdef123/profile.json']],
])('a webhook address is found %s and masked', (_case, argv) => {
  expect(secretInArguments(argv)).toBe('https://acme.bitrix24.com/rest/17/***/');
});

test('ordinary arguments hold no secret', () => {
  expect(secretInArguments(['run', '--leaver', 'anna@example.com', '--to', 'deal=12', '--json'])).toBeUndefined();
});

const tty = {isTTY: true};

test.each([
  [{}, tty, tty, true],
  [{CI: ''}, tty, tty, true],
  [{CI: '0'}, tty, tty, true],
  [{CI: 'false'}, tty, tty, true],
  [{CI: '1'}, tty, tty, false],
  [{CI: 'true'}, tty, tty, false],
  [{CI: 'TRUE'}, tty, tty, false],
  [{CI: 'woodpecker'}, tty, tty, false],
  [{}, {}, tty, false],
  [{}, tty, {}, false],
])('a person is there? %o %o %o: %s', (env, stdin, stdout, there) => {
  expect(isInteractive(env, stdin, stdout)).toBe(there);
});
