import {expect, test} from 'vitest';
import type {RunFlags} from '../../source/commands/answers/run.ts';
import {run} from '../../source/commands/run.ts';
import {OpenAccountTrouble, StoppedTrouble} from '../../source/commands/trouble.ts';
import {summarise} from '../../source/domain/plan.ts';
import {PortalTrouble, UsageTrouble} from '../../source/domain/trouble.ts';
import {type Circumstances, person, standIn} from './stand-in.ts';

const none: Pick<RunFlags, 'to' | 'type' | 'state'> = {to: [], type: [], state: []};
const job: RunFlags = {...none, leaver: '42', to: ['12'], yes: true};
const acme: Circumstances = {saved: ['acme']};

test('a run without a terminal, told in plain lines', async () => {
  const {outside, journal} = standIn(acme);
  expect(await run(job, outside)).toBe(0);
  expect(journal.said).toEqual([
    'portal   acme.bitrix24.com, Olga Smirnova #17, administrator',
    'leaver   Anna Petrova #42, dismissed',
    'tally    leads 3, deals 2, invoices 1, activities 4',
    'plan     7f3a9c00, 10 records to Ivan Sokolov #12',
    'messages The portal sends a message for each record, which cannot be switched off or called back: Ivan Sokolov #12 6 and Anna Petrova #42, the leaver, 6.',
    'starts   Where the portal has any, workflows may start for 3 leads, 2 deals and 1 invoice, and triggers may fire that move a record on. 10 records get an entry in their history.',
    'time     about 1 min 30 s, 40 requests; what binds: how fast it answers',
    'leads    3 of 3 moved',
    'deals    2 of 2 moved',
    'invoices 1 of 1 moved',
    'activities 4 of 4 moved',
    'proof    0 left. Recount and read-back of all 10 records agree.',
  ]);
  expect(journal.printed).toEqual([]);
  expect(journal.prompts).toEqual([]);
});

test('what this key cannot do is said where it bears on the proof', async () => {
  const limits = ['no-department-scope', 'no-task-scope', 'types-incomplete'] as const;
  const {outside, journal} = standIn({...acme, connection: {limits}});
  await run(job, outside);
  expect(journal.said.slice(1, 3)).toEqual([
    expect.stringMatching(/^note {5}.*"task"/),
    expect.stringMatching(/^note {5}.*smart processes/),
  ]);
  expect(journal.said[3]).toMatch(/^leaver/);
});

test('the object of --json has the keys that scripts rely on, and nothing else stands on standard output', async () => {
  const report = {openings: [{from: 0, to: 1000}, {from: 2000}], account: {state: 'open', since: 0, text: ''}} as const;
  const {outside, journal, lastObject} = standIn({...acme, report});
  expect(await run({...job, json: true}, outside)).toBe(3);
  expect(journal.printed).toHaveLength(1);
  expect(lastObject()).toEqual({
    schema: 1,
    command: 'run',
    run: 12,
    plan: '7f3a9c00',
    exit: 3,
    planned: 10,
    moved: 10,
    alreadyThere: 0,
    gone: 0,
    changedHands: 0,
    failed: 0,
    notTried: 0,
    left: 0,
    new: 0,
    kept: 0,
    account: {
      openings: [
        {from: '1970-01-01T00:00:00.000Z', to: '1970-01-01T00:00:01.000Z'},
        {from: '1970-01-01T00:00:02.000Z', to: null},
      ],
      open: true,
    },
  });
});

test('an account that is still open is the last line, with what to do by command and by hand', async () => {
  const {outside, journal} = standIn({
    ...acme,
    report: {account: {state: 'open', since: 0, text: 'no'}, openings: [{from: 0}]},
  });
  await run(job, outside);
  expect(journal.said.at(-1)).toMatch(
    /^account  .*OPEN.*b24-handover close-windows.*Company > Employees > Anna Petrova/,
  );
});

test('what was refused is told with its reason and the first of its records', async () => {
  const {outside, journal} = standIn({
    ...acme,
    fate: record =>
      record.type === 'activity'
        ? {record, outcome: 'failed', reason: 'Access \u001b[2Jdenied.'}
        : {record, outcome: record.type === 'deal' ? 'changed-hands' : 'moved'},
  });
  expect(await run(job, outside)).toBe(1);
  expect(journal.said).toContain(
    'failed   4 records: failed, "Access [2Jdenied." (activity 1, activity 2, activity 3, and 1 more)',
  );
  expect(journal.said).toContain('deals    0 of 2 moved, 2 changed hands');
  expect(journal.said.at(-1)).toContain('4 records left');
});

test('--json-lines prints every event, and the result last', async () => {
  const {outside, journal, lastObject} = standIn(acme);
  await run({...job, jsonLines: true}, outside);
  const kinds = journal.printed.map(line => (JSON.parse(line) as {kind?: string}).kind);
  expect(kinds).toContain('results');
  expect(kinds.at(-1)).toBeUndefined();
  expect(lastObject()).toMatchObject({command: 'run', moved: 10});
});

test('one successor per type, states per type, and types that are left alone', async () => {
  const {outside, journal} = standIn(acme);
  const flags = {...job, to: ['12', 'deal=31,contact=31'], type: ['lead,deal', 'contact'], state: ['closed,deal=all']};
  await run(flags, outside);
  const [request] = journal.requests;
  expect([...(request?.scope ?? [])]).toEqual([
    ['lead', {state: 'closed'}],
    ['deal', {state: 'all'}],
    ['contact', {state: 'closed'}],
  ]);
  expect(request?.people.map(({id}) => id)).toEqual([12, 31]);
  expect(request?.rules.general).toEqual({kind: 'person', to: 12});
  expect([...(request?.rules.perType ?? [])]).toEqual([
    ['deal', {kind: 'person', to: 31}],
    ['contact', {kind: 'person', to: 31}],
  ]);
});

test('activities are taken open only unless a state says otherwise; a bare one holds for all', async () => {
  const states = async (state: string[]): Promise<unknown> => {
    const {outside, journal} = standIn(acme);
    await run({...job, state}, outside);
    return journal.requests[0]?.scope.get('activity')?.state;
  };
  expect(await states([])).toBe('open');
  expect(await states(['all'])).toBe('all');
  expect(await states(['activity=closed'])).toBe('closed');
  expect(await states(['all', 'activity=open'])).toBe('open');
});

test('vendors and the like are taken only when named', async () => {
  const taken = async (more: Partial<RunFlags>): Promise<boolean | undefined> => {
    const {outside, journal} = standIn(acme);
    await run({...job, ...more}, outside);
    return journal.requests[0]?.scope.has('contact:5');
  };
  expect(await taken({})).toBe(false);
  expect(await taken({type: ['contact:5']})).toBe(true);
  expect(await taken({to: ['12', 'contact:5=31']})).toBe(true);
});

test('without a terminal the policy is never, and nobody is asked', async () => {
  const {outside, journal} = standIn(acme);
  await run(job, outside);
  const [options] = journal.options;
  expect(options?.rehire).toBe('never');
  expect(await options?.consent(question)).toBe(false);
});

test('a policy beside --yes is the consent to open the account', async () => {
  const {outside, journal} = standIn(acme);
  await run({...job, rehire: 'when-refused', acceptUnmovable: true}, outside);
  const [options] = journal.options;
  expect(options).toMatchObject({rehire: 'when-refused', acceptUnmovable: true});
  expect(await options?.consent(question)).toBe(true);
});

const question = {leaver: person(42, 'Anna Petrova'), types: [], refused: 0, text: '', expectedMs: 0};

test('somebody who holds nothing of it is done at once', async () => {
  const {outside, lastObject, journal} = standIn({...acme, holds: {contact: 5}});
  expect(await run({...job, type: ['lead'], json: true}, outside)).toBe(0);
  expect(lastObject()).toMatchObject({exit: 0, run: null, planned: 0, kept: 5, account: {open: false}});
  expect(journal.options).toEqual([]);
});

test('nothing found, but a type that could not be read: that is no proof', async () => {
  const pinned = {digest: '00', number: 1, kind: 'handover', portalKey: 'x', leaverId: 42, pinnedAt: 0} as const;
  const session = {
    plan: async () => ({
      ...pinned,
      scope: [],
      records: [],
      summary: summarise([]),
      kept: [],
      unreadable: [['lead', {code: 'ACCESS_DENIED', text: ''}]] as const,
    }),
  };
  const {outside, lastObject, journal} = standIn({...acme, session});
  expect(await run({...job, json: true}, outside)).toBe(1);
  expect(lastObject()).toMatchObject({exit: 1, planned: 0});
  expect(journal.said.at(-1)).toBe('proof    leads: not proved, this key may not read it');
});

test.each<[string, Partial<RunFlags>, RegExp]>([
  ['no leaver', {leaver: undefined as never}, /^--leaver is missing/],
  ['no successor', {to: []}, /^--to is missing/],
  ['no --yes', {yes: false}, /--yes is needed/],
  ['an empty leaver', {leaver: ''}, /^--leaver takes/],
  ['a leaver 0', {leaver: '0'}, /^--leaver takes .*not "0"/],
  ['a leaver with a space', {leaver: ' 42'}, /^--leaver takes .*not " 42"/],
  ['an empty successor', {to: ['']}, /^--to takes/],
  ['a successor 0', {to: ['0']}, /^--to takes/],
  ['a successor with a space', {to: [' 5']}, /^--to takes .*not " 5"/],
  ['a successor with an empty half', {to: ['deal=']}, /^--to takes/],
  ['a gap in a list', {to: ['12,,deal=31']}, /^--to: a value is empty/],
  ['two for everything', {to: ['12', '31']}, /^--to is given twice for everything/],
  ['two for one type', {to: ['12', 'deal=31,deal=12']}, /^--to is given twice for deal/],
  ['an unknown type', {type: ['tender']}, /^--type: there is no type "tender"/],
  ['an unknown type for a successor', {to: ['12', 'tender=31']}, /^--to: there is no type "tender"/],
  ['a type in capitals', {type: ['Lead']}, /^--type: there is no type "Lead"/],
  ['an empty type', {type: ['lead,']}, /^--type: a value is empty/],
  ['an unknown state', {state: ['half']}, /^--state takes/],
  [
    'a successor for a type left out',
    {type: ['lead'], to: ['12', 'deal=31']},
    /^--to names deal, but --type leaves it out/,
  ],
  ['a state for a type left out', {type: ['lead'], state: ['deal=open']}, /^--state names deal/],
  ['nobody for a type', {type: ['lead,deal'], to: ['lead=12']}, /deals\. Add --to deal=ID/],
])('%s is said before anything is sent', async (_case, flags, message) => {
  const {outside, journal} = standIn(acme);
  const error = await failure(run({...job, ...flags}, outside));
  expect(error).toBeInstanceOf(UsageTrouble);
  expect((error as Error).message).toMatch(message);
  expect(journal.done).toEqual([]);
});

test.each<[string, Partial<RunFlags>, RegExp]>([
  ['an unknown leaver', {leaver: '99'}, /^--leaver 99: .*nobody/],
  ['an unknown e-mail', {leaver: 'x@example.com'}, /^--leaver x@example.com: .*nobody/],
  ['a leaver who owns the key', {leaver: '17'}, /^--leaver 17: .*Olga Smirnova #17/],
  ['a leaver who only asked to join', {leaver: '60'}, /^--leaver 60: .*asked to join/],
  ['an unknown successor', {to: ['99']}, /^--to 99: .*nobody/],
  ['a dismissed successor', {to: ['57']}, /^--to 57: .*dismissed/],
  ['the leaver as a successor', {to: ['42']}, /^--to 42: .*leaves/],
  ['a dismissed successor of one type', {to: ['12', 'deal=57']}, /^--to deal= 57: .*dismissed/],
  ['a type this portal does not have', {type: ['spa:999']}, /^--type: there is no type "spa:999"\. Types are lead/],
  ['types without anybody', {to: ['lead=12']}, /--to deal=ID --to invoice=ID/],
])('%s is said before anything is written', async (_case, flags, message) => {
  const {outside, journal} = standIn(acme);
  const error = await failure(run({...job, ...flags}, outside));
  expect(error).toBeInstanceOf(UsageTrouble);
  expect((error as Error).message).toMatch(message);
  expect(journal.options).toEqual([]);
});

test('activities that follow no record need somebody, and their flag is named', async () => {
  const session = {
    plan: async () => {
      throw new UsageTrouble('no successor for activity');
    },
  };
  const {outside} = standIn({...acme, session, holds: {lead: 1, activity: 1}});
  expect(((await failure(run({...job, to: ['lead=12']}, outside))) as Error).message).toContain('--to activity=ID');
});

test('a key of nobody who administrates may not write', async () => {
  const connection = {me: {id: 5, name: 'Kira', admin: false}, limits: ['not-admin']} as const;
  const {outside, journal} = standIn({...acme, connection});
  const error = await failure(run(job, outside));
  expect(error).toBeInstanceOf(PortalTrouble);
  expect(error).toMatchObject({problem: 'not-admin'});
  expect(journal.requests).toEqual([]);
});

const window = {
  portalKey: 'https://acme.bitrix24.com',
  portalName: 'acme.bitrix24.com',
  leaverId: 42,
  leaverName: 'Anna Petrova',
  since: Date.UTC(2026, 10, 25, 9, 30),
  opened: true,
};

test('what an earlier start left open is shut before anything else', async () => {
  const {outside, journal} = standIn({...acme, windows: [window]});
  await run(job, outside);
  expect(journal.done.slice(0, 2)).toEqual(['shut real #42', 'connect https://acme.bitrix24.com/rest/17/***/']);
  expect(journal.said[0]).toContain('Anna Petrova #42');
  expect(journal.said[1]).toContain('dismissed');
});

test('where that fails the run ends with what to do, and nothing is moved', async () => {
  const shutAbandoned = async () => ({state: 'open', since: 0, text: 'refused'}) as const;
  const {outside, journal} = standIn({...acme, windows: [window], engine: {shutAbandoned}});
  const error = await failure(run(job, outside));
  expect(error).toBeInstanceOf(OpenAccountTrouble);
  expect((error as Error).message).toContain('b24-handover close-windows');
  expect(journal.done).toEqual([]);
});

test('an account on another portal is named and left alone', async () => {
  const other = {...window, portalKey: 'https://beta.bitrix24.eu', portalName: 'beta.bitrix24.eu'};
  const {outside, journal} = standIn({...acme, windows: [other]});
  expect(await run(job, outside)).toBe(0);
  expect(journal.said[0]).toMatch(/MAY BE OPEN: Anna Petrova #42 on beta\.bitrix24\.eu/);
  expect(journal.done).not.toContain('shut real #42');
});

test('in a terminal without --yes a wrong number cancels', async () => {
  const {outside, journal, stdin} = standIn({...acme, interactive: true});
  const {yes: _yes, ...asked} = job;
  const running = failure(run(asked, outside));
  stdin.end();
  expect(await running).toBeInstanceOf(StoppedTrouble);
  expect(journal.options).toEqual([]);
  expect(journal.prompts.join('')).toContain('Type 10 and Enter');
});

async function failure(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
}
