import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {PlanFlags} from '../../source/commands/plan.ts';
import {plan} from '../../source/commands/plan.ts';
import {PLAN_REQUEST_SCHEMA} from '../../source/domain/plan-request/json-schema.ts';
import {UsageTrouble} from '../../source/domain/trouble.ts';
import {type Circumstances, person, standIn} from './stand-in.ts';

const none = {to: [], type: [], state: []};
const job: PlanFlags = {...none, leaver: '42', to: ['12']};
const acme: Circumstances = {saved: ['acme'], connection: {me: {id: 17, name: 'Olga', admin: true, timeZone: 'UTC'}}};

function file(name: string, text: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'b24-scope-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What the engine was asked to pin. */
async function asked(flags: Partial<PlanFlags>, how: Circumstances = acme) {
  const {outside, journal} = standIn(how);
  await plan({...job, ...flags}, outside);
  const [request] = journal.requests;
  if (!request) throw new Error('nothing was asked');
  return {request, said: journal.said};
}

async function refusal(flags: Partial<PlanFlags>, how: Circumstances = acme): Promise<string> {
  const {outside, journal} = standIn(how);
  const error: unknown = await plan({...job, ...flags}, outside).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UsageTrouble);
  expect(journal.requests).toEqual([]);
  return (error as UsageTrouble).message;
}

test('conditions by flags, for one type and for all that are taken', async () => {
  const {request, said} = await asked({
    type: ['lead,deal'],
    state: ['open'],
    pipeline: ['deal=2', 'deal=0'],
    stage: ['deal=C2:NEW,deal=NEW'],
    createdAfter: ['2026-01-31'],
    changedBefore: ['deal=2026-03-01T08:00:00+01:00'],
  });
  expect([...request.scope]).toEqual([
    ['lead', {state: 'open', created: {from: Date.UTC(2026, 0, 31)}}],
    [
      'deal',
      {
        state: 'open',
        pipelines: [0, 2],
        stages: ['C2:NEW', 'NEW'],
        created: {from: Date.UTC(2026, 0, 31)},
        changed: {before: Date.UTC(2026, 2, 1, 7)},
      },
    ],
  ]);
  expect(said).toContain('scope    leads: open ones, created from 2026-01-31T00:00:00Z on');
});

test('a day begins where the acting person sees the portal’s dates', async () => {
  const me = {id: 17, name: 'Olga', admin: true, timeZone: 'Asia/Tokyo'};
  const {request} = await asked({type: ['lead'], createdBefore: ['2026-01-31']}, {...acme, connection: {me}});
  expect(request.scope.get('lead')?.created).toEqual({before: Date.UTC(2026, 0, 30, 15)});
});

test.each<[string, Partial<PlanFlags>, RegExp]>([
  ['a pipeline without its type', {pipeline: ['2']}, /--pipeline does not fit lead, contact/],
  ['a stage without its type', {type: ['lead,deal'], stage: ['NEW']}, /--stage: of which type\?/],
  ['a type that is not taken', {type: ['lead'], pipeline: ['deal=2']}, /--pipeline names deal, which is not taken/],
  ['no pipeline', {pipeline: ['deal=two']}, /--pipeline "deal=two": a pipeline is a number/],
  ['no day', {createdAfter: ['2026-02-30']}, /there is no such day/],
  ['a time without an offset', {changedAfter: ['2026-02-03T10:00']}, /needs its offset/],
  ['a date that is none', {changedAfter: ['yesterday']}, /a date is written 2026-01-31/],
  ['two dates', {createdAfter: ['2026-01-01', '2026-02-01']}, /a second date/],
  ['several who do not share', {to: ['12', '31']}, /--to is given twice for everything\..*--divide turns/],
  ['a way to share among one', {divide: ['turns']}, /--divide turns needs several people/],
  ['a way to share of a type with one', {to: ['12', 'deal=31'], divide: ['deal=balanced']}, /--divide deal=balanced/],
  ['another way to share', {to: ['12,31'], divide: ['fairly']}, /--divide takes turns or balanced/],
  ['clients with one person', {together: true}, /--together needs several people/],
  ['the file and flags', {request: 'x.json'}, /--leaver and --request do not go together/],
])('refuses %s', async (_, flags, text) => {
  expect(await refusal(flags)).toMatch(text);
});

test('several people share by turns or by what they hold, and clients stay together', async () => {
  const {request} = await asked({
    to: ['12,31', 'deal=31', 'deal=17'],
    divide: ['balanced', 'deal=turns'],
    together: true,
    follow: 'chosen',
  });
  const general = {kind: 'balanced', among: [12, 31]};
  expect(request.rules.general).toEqual(general);
  expect([...request.rules.perType]).toEqual([['deal', {kind: 'turns', among: [31, 17]}]]);
  expect(request.rules.together?.share).toEqual(general);
  expect([...(request.rules.together?.types ?? [])]).toEqual(['lead', 'contact', 'spa:130', 'invoice', 'activity']);
  expect(request.people.map(({id}) => id).sort((a, b) => a - b)).toEqual([12, 17, 31]);
  expect(request.ownersKeep).toBe(false);
});

describe('--to head', () => {
  const heads = (...ids: number[]): Circumstances => ({
    ...acme,
    session: {heads: async () => ids.map(id => person(id, id === 12 ? 'Ivan Sokolov' : 'Maria Orlova'))},
  });
  test('is the head of the leaver’s department', async () => {
    const {request} = await asked({to: ['head', 'deal=31']}, heads(12));
    expect(request.rules.general).toEqual({kind: 'person', to: 12});
  });
  test('is nobody where there are none or several', async () => {
    expect(await refusal({to: ['head']}, heads())).toMatch(/has no head of department/);
    expect(await refusal({to: ['head']}, heads(12, 31))).toMatch(/has several \(Ivan Sokolov #12, Maria Orlova #31\)/);
  });
});

describe('--ids-file', () => {
  test('is refused by its line where the portal does not have a type that it names', async () => {
    const path = file('ids.csv', 'lead,7\nspa:999,3\nspa:999,4\n');
    expect(await refusal({idsFile: path})).toMatch(/^--ids-file, line 2: there is no type "spa:999"/);
  });

  test('takes exactly its records, to whom it says, the others by --to', async () => {
    const path = file('ids.csv', 'type,id,successor\nlead,7,31\nlead,3,31\n');
    const {request} = await asked({to: [], idsFile: path});
    expect([...request.scope]).toEqual([['lead', {state: 'all', ids: [3, 7]}]]);
    expect([...request.rules.perType]).toEqual([
      [
        'lead',
        {
          kind: 'file',
          successors: new Map([
            [7, 31],
            [3, 31],
          ]),
        },
      ],
    ]);
    const mixed = file('ids.csv', 'deal;9\r\nactivity;5;maria31@example.com\r\n');
    const second = await asked({idsFile: mixed, state: ['open']});
    expect([...second.request.scope]).toEqual([
      ['deal', {state: 'open', ids: [9]}],
      ['activity', {state: 'open', ids: [5]}],
    ]);
    expect([...second.request.rules.perType]).toEqual([
      ['activity', {kind: 'file', successors: new Map([[5, 31]]), otherwise: {kind: 'person', to: 12}}],
    ]);
  });

  test('is refused whole for any line that cannot be read, each with its number', async () => {
    const path = file('ids.csv', 'lead,1\nlead,x\ntender,4\nlead, 5\ndeal,6,\n\u001b[2Jdeal,7\n');
    const text = await refusal({idsFile: path});
    expect(text).toMatch(/line 2: "x" is no id; line 3: "tender" is no type; line 4: there is white space/);
    expect(text).toMatch(/line 5: the successor is missing/);
    expect(text).not.toContain('\u001b');
  });

  test.each([
    ['nothing', '', /names no record/],
    ['a byte order mark alone', '\ufeff', /names no record/],
    ['another encoding', Buffer.from('lead,1\n', 'utf16le').fill(0xff, 0, 1), /it is not UTF-8 text/],
  ])('is refused where it holds %s', async (_, text, why) => {
    expect(await refusal({idsFile: file('ids.csv', text)})).toMatch(why);
  });

  test('is refused where it is not there, names somebody who may not receive, or is given beside --type', async () => {
    expect(await refusal({idsFile: '/nowhere/ids.csv'})).toMatch(/--ids-file \/nowhere\/ids.csv: ENOENT/);
    const path = file('ids.csv', 'lead,1,31\nlead,2,57\n');
    expect(await refusal({idsFile: path})).toMatch(/line 2: 57: .*dismissed/);
    expect(await refusal({idsFile: path, type: ['lead']})).toMatch(/--type and --ids-file/);
  });
});

test('many successors of a file are looked up together, and who is not there is named by the line', async () => {
  const ids = Array.from({length: 30}, (_, at) => 100 + at);
  const lookUp = (known: readonly number[]): Circumstances => ({
    ...acme,
    session: {
      peopleByIds: async wanted => known.filter(id => wanted.includes(id)).map(id => person(id, `Person ${id}`)),
    },
  });
  const path = file('ids.csv', ids.map((who, at) => `lead,${at + 1},${who}\n`).join(''));
  const {request} = await asked({to: [], idsFile: path}, lookUp(ids));
  expect(request.people.map(({id}) => id)).toEqual(ids);
  expect(await refusal({to: [], idsFile: path}, lookUp(ids.filter(id => id !== 107)))).toMatch(/line 8: 107: /);
});

describe('--request', () => {
  const flags = {leaver: undefined, to: []} as unknown as Partial<PlanFlags>;
  const whole = {
    leaver: 42,
    scope: [
      {type: 'deal', state: 'open', created: {before: '2026-01-01'}},
      {type: 'lead', state: 'all', without: [3]},
    ],
    to: {kind: 'balanced', among: [12, 'maria31@example.com']},
    rules: [
      {
        type: 'deal',
        kind: 'table',
        rows: [{pipelines: [2], to: 31}],
        otherwise: {kind: 'person', to: 12},
      },
    ],
    follow: 'chosen',
  };

  test('says all of it', async () => {
    const {request} = await asked({...flags, request: file('r.json', JSON.stringify(whole))});
    expect([...request.scope]).toEqual([
      ['deal', {state: 'open', created: {before: Date.UTC(2026, 0, 1)}}],
      ['lead', {state: 'all', without: [3]}],
    ]);
    expect(request.rules).toEqual({
      general: {kind: 'balanced', among: [12, 31]},
      perType: new Map([
        ['deal', {kind: 'table', rows: [{pipelines: [2], to: 31}], otherwise: {kind: 'person', to: 12}}],
      ]),
    });
    expect(request.ownersKeep).toBe(false);
  });

  test.each<[string, unknown, RegExp]>([
    ['an unknown key', {...whole, too: 1}, /request\.too is not known/],
    ['a missing leaver', {...whole, leaver: undefined}, /request\.leaver is missing/],
    ['a type twice', {...whole, scope: [whole.scope[0], whole.scope[0]]}, /scope\[1\]\.type stands there twice/],
    ['no person', {...whole, to: {kind: 'person', to: 'Ivan'}}, /to\.to has to be: person/],
    ['another kind of rule', {...whole, to: {kind: 'lottery'}}, /to\.kind has to be: person \| turns \| balanced/],
    ['a rule without a type', {...whole, rules: [{kind: 'person', to: 12}]}, /rules\[0\]\.type is missing/],
    ['a date that is none', {...whole, scope: [{type: 'deal', state: 'all', created: {from: 'May'}}]}, /created\.from/],
    [
      'a day that is none',
      {...whole, scope: [{type: 'deal', state: 'all', created: {before: '2026-02-30'}}]},
      /scope\[0\]\.created\.before: there is no such day\./,
    ],
    ['an empty list', {...whole, rules: []}, /rules has to be: a list with something in it/],
    ['no type', {...whole, scope: [{type: 'deals', state: 'all'}]}, /scope\[0\]\.type has to be: a type, such as deal/],
  ])('is refused with %s', async (_, value, text) => {
    expect(await refusal({...flags, request: file('r.json', JSON.stringify(value))})).toMatch(text);
  });

  test('is refused where it is no JSON', async () => {
    expect(await refusal({...flags, request: file('r.json', '{"leaver": 42,')})).toMatch(/it is no JSON/);
  });

  test('is documented by --schema, which asks nothing', async () => {
    const {outside, journal} = standIn({});
    expect(await plan({...none, schema: true}, outside)).toBe(0);
    expect(JSON.parse(journal.printed.join('\n'))).toEqual(PLAN_REQUEST_SCHEMA);
  });
});

test('warns of successors who are invited or from outside', async () => {
  const ivan = person(12, 'Ivan Sokolov', {waiting: 'invited'});
  const maria = person(31, 'Maria Orlova', {accountKind: 'outside'});
  const lookUp: Circumstances = {
    ...acme,
    session: {
      person: async who =>
        [ivan, maria, person(42, 'Anna Petrova', {active: false})].find(one => String(one.id) === who),
    },
  };
  const {said} = await asked({to: ['12', 'deal=31']}, lookUp);
  expect(said.filter(line => line.startsWith('note'))).toEqual([
    'note     Ivan Sokolov #12 is invited and has not accepted yet: nobody works with the records until then',
    'note     Maria Orlova #31 is from outside the company: most of the CRM may be closed to them',
  ]);
});
