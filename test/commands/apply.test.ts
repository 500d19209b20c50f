import {expect, test} from 'vitest';
import {apply, type ApplyFlags} from '../../source/commands/apply.ts';
import {plan} from '../../source/commands/plan.ts';
import {StoppedTrouble} from '../../source/commands/trouble.ts';
import {UsageTrouble} from '../../source/domain/trouble.ts';
import type {Plan} from '../../source/domain/plan.ts';
import {AT, journalOf, leads, planOf, runOf} from './journal.ts';
import {type Circumstances, standIn} from './stand-in.ts';

const none = {to: [], type: [], state: []};
const yes: ApplyFlags = {yes: true};

/** A journal with one plan in it. */
function pinned(more: Partial<Plan> = {}, how: Circumstances = {}): Circumstances {
  const one = planOf(leads(3), more);
  return {
    saved: ['acme'],
    ...how,
    session: {planByDigest: async digest => (one.digest.startsWith(digest) ? one : undefined), ...how.session},
  };
}

test('plan prints a table and the exact next command, and writes nothing to the portal', async () => {
  const {outside, journal} = standIn({saved: ['acme']});
  expect(await plan({...none, leaver: '42', to: ['12', 'deal=31']}, outside)).toBe(0);
  expect(journal.printed).toEqual([
    'Type        Ivan Sokolov #12  Maria Orlova #31  Total',
    'Leads                      3                 –      3',
    'Deals                      –                 2      2',
    'Invoices                   1                 –      1',
    'Activities                 4                 –      4',
    'Total                      8                 2     10',
    'next     b24-handover apply 7f3a9c00 --profile acme --yes',
  ]);
  expect(journal.options).toEqual([]);
});

test('the next command names what the plan was made with, and asks in a terminal', async () => {
  const next = async (flags: object, how: Circumstances): Promise<string | undefined> => {
    const {outside, journal} = standIn(how);
    await plan({...none, leaver: '42', to: ['12'], ...flags}, outside);
    return journal.printed.at(-1)?.replace(/^next +/, '');
  };
  const interactive = {interactive: true, saved: ['acme']};
  expect(await next({acceptUnmovable: true}, interactive)).toBe(
    'b24-handover apply 7f3a9c00 --profile acme --accept-unmovable',
  );
  expect(await next({profile: 'demo'}, {interactive: true})).toBe('b24-handover apply 7f3a9c00 --profile demo');
  const env = {B24_HANDOVER_WEBHOOK: 'https://acme.bitrix24.com/rest/17/verysecretcode/'};
  expect(await next({}, {interactive: true, env})).toBe('b24-handover apply 7f3a9c00');
});

test('plan as an object', async () => {
  const {outside, journal, lastObject} = standIn({saved: ['acme']});
  await plan({...none, leaver: '42', to: ['12'], type: ['lead,activity'], json: true}, outside);
  expect(journal.printed).toHaveLength(1);
  expect(lastObject()).toEqual({
    schema: 1,
    command: 'plan',
    exit: 0,
    plan: '7f3a9c00',
    pinnedAt: '2026-11-25T10:00:00.000Z',
    leaver: {id: 42, name: 'Anna Petrova', active: false},
    scope: [
      {type: 'activity', state: 'open'},
      {type: 'lead', state: 'all'},
    ],
    records: 7,
    types: [
      {type: 'lead', records: 3, unmovable: 0},
      {type: 'activity', records: 4, unmovable: 0},
    ],
    successors: [{id: 12, name: 'Ivan Sokolov', records: 7, holdsOpen: null, types: {lead: 3, activity: 4}}],
    follows: {inPlan: 0, ofAnother: 0, chosen: 0},
    unmovable: [],
    unreadable: [],
    partlySeen: [],
    behind: null,
    sideEffects: {
      messages: [
        {id: 12, role: 'successor', sure: 3, possible: 0, unknown: 0},
        {id: 42, role: 'leaver', sure: 3, possible: 0, unknown: 0},
      ],
      automation: [{type: 'lead', records: 3, workflows: true, triggers: true}],
      savedAsWhole: 0,
      history: 7,
    },
    kept: {deal: 2, invoice: 1},
    forecast: {requests: 40, seconds: [84, 92], binds: {by: 'latency'}},
    apply: 'b24-handover apply 7f3a9c00 --profile acme --yes',
  });
});

test('a leaver who holds nothing has no next command', async () => {
  const {outside, journal, lastObject} = standIn({saved: ['acme'], holds: {}});
  expect(await plan({...none, leaver: '42', to: ['12'], json: true}, outside)).toBe(0);
  expect(lastObject()).toMatchObject({records: 0, apply: null});
  expect(journal.said.at(-1)).toMatch(/holds nothing of what is asked for/);
});

test('a key that is no administrator’s may plan', async () => {
  const me = {id: 17, name: 'Olga Smirnova', admin: false};
  const {outside, journal} = standIn({saved: ['acme'], connection: {me, limits: ['not-admin']}});
  expect(await plan({...none, leaver: '42', to: ['12']}, outside)).toBe(0);
  expect(journal.said.join('\n')).toMatch(/may look but not write/);
});

test('apply carries out just that plan', async () => {
  const {outside, journal, lastObject} = standIn(pinned());
  expect(await apply('7f3a9c', {...yes, json: true}, outside)).toBe(0);
  expect(lastObject()).toMatchObject({command: 'apply', plan: '7f3a9c001122', planned: 3, moved: 3});
  expect(journal.said).toContain('plan     7f3a9c001122, 3 records to Ivan Sokolov #12');
  expect(journal.requests).toEqual([]);
});

test('the number of records is asked for in a terminal; another answer changes nothing', async () => {
  const {outside, journal, stdin} = standIn(pinned({}, {interactive: true}));
  stdin.end();
  await expect(apply('7f3a9c', {}, outside)).rejects.toBeInstanceOf(StoppedTrouble);
  expect(journal.prompts[0]).toMatch(/Type 3 and Enter/);
  expect(journal.options).toEqual([]);
});

const HOUR = 3_600_000;
const now = AT + HOUR;

test.each<[string, Partial<Plan>, ApplyFlags, string, RegExp]>([
  ['an old one', {pinnedAt: now - 24 * HOUR - 60_000}, yes, '7f3a', /24 h 1 min old, and no older one than 24h/],
  ['one that is older than allowed', {pinnedAt: now - 60_000}, {...yes, maxAge: '30s'}, '7f3a', /1 min old.*30s/],
  ['one of another portal', {portalKey: 'https://beta.bitrix24.com'}, yes, '7f3a', /is for https:\/\/beta/],
  ['an unknown one', {}, yes, 'ffff', /No plan of this journal begins with ffff/],
  ['one of an undo', {kind: 'undo', sourceRun: 7}, yes, '7f3a', /b24-handover undo 7/],
  ['one of a retry', {kind: 'retry', sourceRun: 7}, yes, '7f3a', /b24-handover retry 7/],
  ['one of another leaver', {}, {...yes, leaver: '57'}, '7f3a', /takes from Anna Petrova #42.*names Ivan Petrov #57/],
  ['one of somebody who is gone', {leaverId: 99}, yes, '7f3a', /no user #99/],
  ['no digest', {}, yes, '7F3A', /digest of a plan/],
  ['half of nothing', {}, yes, '', /digest of a plan/],
  ['a pattern', {}, yes, '7f%', /digest of a plan/],
  ['a duration in words', {}, {...yes, maxAge: 'a day'}, '7f3a', /--max-age takes a number and s, m or h, not "a day"/],
  ['a duration without its unit', {}, {...yes, maxAge: '30'}, '7f3a', /--max-age 30m/],
  ['a duration of nothing', {}, {...yes, maxAge: '0h'}, '7f3a', /--max-age/],
  ['no yes', {}, {}, '7f3a', /--yes is needed/],
])('apply refuses %s', async (_case, more, flags, digest, message) => {
  const {outside, journal} = standIn(pinned(more));
  const error = await apply(digest, flags, outside).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UsageTrouble);
  expect((error as Error).message).toMatch(message);
  expect(journal.options).toEqual([]);
});

test('a longer age may be allowed', async () => {
  const {outside} = standIn(pinned({pinnedAt: now - 71 * HOUR}));
  expect(await apply('7f3a', {...yes, maxAge: '73h'}, outside)).toBe(0);
});

test('a plan whose titles and places were erased is carried out no more', async () => {
  const engine = journalOf([runOf(1, {plan: 1, forgotten: true})]);
  const {outside} = standIn(pinned({}, {engine}));
  await expect(apply('7f3a', yes, outside)).rejects.toThrow(/places of run 1 were erased/);
});

test('--canary-only stops after the first records of each type, shows them, and names the command for the rest', async () => {
  const {outside, journal, lastObject} = standIn(
    pinned(
      {},
      {
        report: {stopped: {why: 'first-records'}},
        fate: record => (record.id === 1 ? {record, outcome: 'moved'} : {record, outcome: 'not-tried', why: 'stopped'}),
        first: [
          {
            type: 'lead',
            moved: [{id: 1, title: 'Tender', link: 'https://acme.bitrix24.com/crm/lead/details/1/'}],
            refused: 0,
            text: '',
          },
          {type: 'deal', moved: [], refused: 5, text: 'Access \u001b[2Jdenied.'},
        ],
      },
    ),
  );
  expect(await apply('7f3a', {...yes, canaryOnly: true, rehire: 'never', json: true}, outside)).toBe(1);
  await expect(journal.options[0]?.lookAtFirst?.([])).resolves.toBe(false);
  expect(journal.said.filter(line => /^(first|stop) /.test(line))).toEqual([
    'first    leads: 1 moved and read back: https://acme.bitrix24.com/crm/lead/details/1/',
    'first    deals: the first 5 refused ("Access [2Jdenied.")',
    'stop     Stopped after the first records of each type, as asked: look at them, then go on with the rest.',
    'stop     the rest: b24-handover resume 12 --rehire never --profile acme --yes',
  ]);
  expect(lastObject()).toMatchObject({
    exit: 1,
    moved: 1,
    notTried: 2,
    resume: 'b24-handover resume 12 --rehire never --profile acme --yes',
  });
});

test('without --canary-only nobody is asked after the first records', async () => {
  const {outside, journal} = standIn(pinned());
  await apply('7f3a', yes, outside);
  expect(journal.options[0]?.lookAtFirst).toBeUndefined();
});

test('a plan of which the key sees a part says so before anything is asked', async () => {
  const partlySeen = [{type: 'deal', by: 'older-list', counted: 12, shown: 9}] as const;
  const {outside, journal} = standIn(pinned({partlySeen}));
  await apply('7f3a', yes, outside);
  expect(journal.said).toContain(
    'note     deals: this key does not see everything: the older list counts 12, the one that is used 9. "0 left" will not be said of them; a key of an administrator with full CRM rights sees all.',
  );
});

test('where else the portal names the leaver stands in the plan and in the report, with where to change it', async () => {
  const behind = {
    found: [{kind: 'open-line', count: 1, names: ['Website \u001b[2Jchat']}],
    unread: [{kind: 'order', why: {code: 'insufficient_scope', text: ''}}],
  } as const;
  const {outside, journal} = standIn(pinned({behind}));
  await apply('7f3a', yes, outside);
  const said = [
    'behind   in the queue of 1 open line (Website [2Jchat); by hand: Contact center > Open channels > the line’s queue',
    'behind   Not looked at: orders (this key may not read it).',
  ];
  expect(journal.said.filter(line => line.startsWith('behind'))).toEqual([...said, ...said]);
});
