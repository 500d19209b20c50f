import {describe, expect, it} from 'vitest';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import {carry, connect, isActive, LEAVER, planFor, stage, writesOf, type Stage} from './harness.ts';

const SMALL = {
  company: 'empty',
  records: [
    {table: 1, responsible: LEAVER, count: 3},
    {table: 31, responsible: LEAVER, count: 8},
    {table: 6, responsible: LEAVER, count: 12},
  ],
} as const;

const hires = (on: Stage): unknown[] =>
  writesOf(on.portal)
    .filter(write => write.method === 'user.update')
    .map(write => (write.params as {ACTIVE: unknown}).ACTIVE);

it('opens after everything else has run, for what was refused alone, and shuts', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const {report, events, questions} = await carry(session, await planFor(session));
  expect(report.counts.moved).toBe(23);
  expect(exitCodeOf(report)).toBe(0);
  expect(questions).toMatchObject([
    {
      refused: 10,
      text: 'Access denied.',
      types: [
        {type: 'invoice', records: 8},
        {type: 'activity', records: 12},
      ],
    },
  ]);
  const account = events.flatMap(event => (event.kind === 'account' ? [event.state] : []));
  expect(account).toEqual(['opening', 'open', 'shutting', 'shut']);
  const opened = events.findIndex(event => event.kind === 'account');
  const lastLead = events.findLastIndex(event => event.kind === 'results' && event.type === 'lead');
  expect(lastLead).toBeLessThan(opened);
  expect(report.openings).toHaveLength(1);
  expect(report.openings[0]?.to).toBeGreaterThanOrEqual(report.openings[0]?.from ?? Infinity);
  expect(isActive(on.portal, LEAVER)).toBe(false);
  expect(on.engine.abandonedWindows()).toEqual([]);
});

it('never opens under the policy never, and says what is left', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const {report, questions} = await carry(session, await planFor(session), {rehire: 'never'});
  expect(questions).toEqual([]);
  expect(hires(on)).toEqual([]);
  expect(report.counts).toMatchObject({moved: 3, failed: 10, 'not-tried': 10});
  expect(report.proof?.left).toHaveLength(20);
  expect(report.windowRefused).toEqual({why: 'policy'});
  expect(exitCodeOf(report)).toBe(1);
});

it('does not try first under the policy always', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const {report, questions} = await carry(session, await planFor(session), {rehire: 'always'});
  expect(questions).toMatchObject([{refused: 0}]);
  expect(writesOf(on.portal).filter(write => write.error !== null)).toEqual([]);
  expect(report.counts.moved).toBe(23);
});

it('opens nothing without a yes', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session), {consent: async () => false});
  expect(hires(on)).toEqual([]);
  expect(report.windowRefused).toEqual({why: 'declined'});
  expect(report.counts.moved).toBe(3);
  expect(exitCodeOf(report)).toBe(1);
});

describe('takes any refusal of all for the rule, whatever its words', () => {
  it.each([
    ['a coded error', {kind: 'refuse', error: 'SOME_CODE', text: 'No.'}],
    ['an empty code', {kind: 'refuse', error: '', text: ''}],
    ['another language', {kind: 'refuse', error: '0', text: 'Доступ запрещён'}],
    ['success without effect', {kind: 'no-effect'}],
  ] as const)('%s', async (_name, misfortune) => {
    const on = await stage({...SMALL, rehireRule: false});
    const session = await connect(on);
    const plan = await planFor(session);
    on.portal.befall({
      ...misfortune,
      method: ['crm.item.update', 'crm.activity.update'],
      where: ({params}) => isActive(on.portal, LEAVER) === false && !isLead(params),
    });
    const {report} = await carry(session, plan);
    expect(report.counts.moved).toBe(23);
    expect(hires(on)).toEqual(['Y', 'N']);
    expect(exitCodeOf(report)).toBe(0);
  });
});

it('takes one refusal among successes for that record’s own', async () => {
  const on = await stage({...SMALL, rehireRule: false});
  const session = await connect(on);
  const plan = await planFor(session);
  const [first] = plan.records.filter(record => record.type === 'activity');
  on.portal.befall({
    kind: 'refuse',
    method: 'crm.activity.update',
    where: ({params}) => Number((params as {id: unknown}).id) === first?.id,
  });
  const {report} = await carry(session, plan);
  expect(hires(on)).toEqual([]);
  expect(report.counts).toMatchObject({moved: 22, failed: 1});
});

it('shuts at once when what was refused is refused inside too, and tries the rest outside', async () => {
  const on = await stage({
    ...SMALL,
    records: SMALL.records.slice(0, 1).concat({table: 6, responsible: LEAVER, count: 12} as never),
  });
  const session = await connect(on);
  const plan = await planFor(session);
  const blocked = new Set(
    plan.records
      .filter(record => record.type === 'activity')
      .slice(0, 5)
      .map(record => record.id),
  );
  on.portal.befall({
    kind: 'refuse',
    method: 'crm.activity.update',
    where: ({params}) => blocked.has(Number((params as {id: unknown}).id)),
  });
  const {report, events} = await carry(session, plan);
  expect(report.results.filter(result => result.why === 'not-the-dismissal').map(result => result.record.id)).toEqual([
    ...blocked,
  ]);
  expect(report.windowRefused).toEqual({why: 'not-the-dismissal'});
  const shut = events.findIndex(event => event.kind === 'account' && event.state === 'shut');
  const insideResults = events
    .slice(0, shut)
    .filter(
      event =>
        event.kind === 'results' &&
        event.type === 'activity' &&
        event.results.some(result => result.outcome === 'moved'),
    );
  expect(insideResults).toEqual([]);
  expect(isActive(on.portal, LEAVER)).toBe(false);
});

it('says why the portal would not hire back, and moves everything else', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({
    kind: 'refuse',
    method: 'user.update',
    error: 'ERROR_CORE',
    text: 'No seats left.',
    where: ({params}) => (params as {ACTIVE: string}).ACTIVE === 'Y',
  });
  const {report} = await carry(session, plan);
  expect(report.windowRefused).toEqual({why: 'portal', text: 'No seats left.'});
  expect(report.counts.moved).toBe(3);
  expect(report.openings).toEqual([]);
  expect(report.account.state).toBe('dismissed');
  expect(on.engine.abandonedWindows()).toEqual([]);
});

it('does not believe a hire that is answered true and has no effect', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({
    kind: 'no-effect',
    method: 'user.update',
    where: ({params}) => (params as {ACTIVE: string}).ACTIVE === 'Y',
  });
  const {report} = await carry(session, plan);
  expect(report.windowRefused).toEqual({why: 'portal', text: 'it says yes, and the account stays dismissed'});
  expect(report.account.state).toBe('dismissed');
  expect(exitCodeOf(report)).toBe(1);
});

it('hires nobody who was only invited, and says that it is not the portal who refuses', async () => {
  const invited = 127;
  const on = await stage({company: 'empty', records: [{table: 6, responsible: invited, count: 6}]});
  const session = await connect(on);
  const plan = await planFor(session, {leaver: invited});
  // Somebody dismisses them between plan and run: the portal makes a request to join of that.
  on.portal.hands.setActive(invited, false);
  const {report} = await carry(session, plan, {rehire: 'always'});
  expect(hires(on)).toEqual([]);
  expect(report.windowRefused).toEqual({why: 'never-employed'});
  expect(report.counts['not-tried']).toBe(6);
  expect(exitCodeOf(report)).toBe(1);
});

it.each([
  ['refused', {kind: 'refuse'}],
  ['answered true without effect', {kind: 'no-effect'}],
  ['lost before it was done', {kind: 'reset', moment: 'before'}],
  ['lost after it was done', {kind: 'reset', moment: 'after'}],
  ['answered with a page', {kind: 'html'}],
] as const)('dismisses again until the portal says so when a dismissal is %s', async (name, misfortune) => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({
    ...misfortune,
    method: 'user.update',
    times: 4,
    where: ({params}) => (params as {ACTIVE: string}).ACTIVE === 'N',
  });
  const {report, events} = await carry(session, plan);
  expect(isActive(on.portal, LEAVER)).toBe(false);
  expect(report.account.state).toBe('dismissed');
  expect(report.counts.moved).toBe(23);
  expect(exitCodeOf(report)).toBe(0);
  // What was done after all needs no second try: the read right after it says so.
  expect(events.some(event => event.kind === 'account-stuck')).toBe(name !== 'lost after it was done');
});

it.each(['before', 'after'] as const)(
  'leaves nobody active when the answer to a hire is lost %s it was done',
  async moment => {
    const on = await stage(SMALL);
    const session = await connect(on);
    const plan = await planFor(session);
    on.portal.befall({kind: 'reset', moment, method: 'user.update', times: 1});
    const {report} = await carry(session, plan);
    expect(isActive(on.portal, LEAVER)).toBe(false);
    expect(report.account.state).toBe('dismissed');
    // Done after all: the window is used. Not done: it may still land within 60 s, so the account is read once more then.
    if (moment === 'after') expect(report.counts.moved).toBe(23);
    else expect(on.clock.waited()).toBeGreaterThan(59_000);
    expect(on.engine.abandonedWindows()).toEqual([]);
  },
);

it('dismisses once more when a hire whose answer was lost lands after the account was read as dismissed', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({kind: 'reset', moment: 'before', method: 'user.update', times: 1});
  let landed = false;
  const {report} = await carry(session, plan, {}, event => {
    if (event.kind !== 'pause' || event.why !== 'in-flight') return;
    // While a late hire is waited for, it comes.
    on.portal.hands.setActive(LEAVER, true);
    landed = true;
  });
  expect(landed).toBe(true);
  expect(hires(on).filter(value => value === 'N').length).toBeGreaterThan(1);
  expect(isActive(on.portal, LEAVER)).toBe(false);
  expect(report.account.state).toBe('dismissed');
  expect(on.engine.abandonedWindows()).toEqual([]);
});

it('says that the account is open when it cannot be shut, and the next start shuts it', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  const mend = on.portal.befall({
    kind: 'refuse',
    method: 'user.update',
    text: 'Not now.',
    where: ({params}) => (params as {ACTIVE: string}).ACTIVE === 'N',
  });
  const {report} = await carry(session, plan);
  expect(report.account).toMatchObject({state: 'open', text: 'Not now.'});
  expect(exitCodeOf(report)).toBe(3);
  expect(isActive(on.portal, LEAVER)).toBe(true);
  const [abandoned] = on.engine.abandonedWindows();
  expect(abandoned).toMatchObject({portalKey: 'demo', leaverId: LEAVER, leaverName: 'Anna Petrova'});
  if (!abandoned) return;

  expect((await on.engine.shutAbandoned(abandoned, on.address, () => {})).state).toBe('open');
  expect(on.engine.abandonedWindows()).toHaveLength(1);
  mend();
  expect((await on.engine.shutAbandoned(abandoned, on.address, () => {})).state).toBe('dismissed');
  expect(isActive(on.portal, LEAVER)).toBe(false);
  expect(on.engine.abandonedWindows()).toEqual([]);
  const view = await on.engine.history();
  expect(view?.run(Number(report.run))?.openings).toEqual([{from: expect.any(Number), to: expect.any(Number)}]);
  view?.close();
});

it('reports the account that it could not shut, also when it is a bug of ours that ended the work', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({
    kind: 'refuse',
    method: 'user.update',
    where: ({params}) => (params as {ACTIVE: string}).ACTIVE === 'N',
  });
  const {report} = await carry(session, plan, {rehire: 'always'}, event => {
    if (event.kind === 'results' && event.type === 'activity') throw new TypeError('no such screen');
  });
  expect(report.account).toMatchObject({state: 'open'});
  expect(report.stopped).toEqual({why: 'bug', text: 'no such screen'});
  expect(exitCodeOf(report)).toBe(3);
});

it('shuts the account when it is stopped inside the window', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  const stop = new AbortController();
  const {report} = await carry(session, plan, {signal: stop.signal}, event => {
    if (event.kind === 'account' && event.state === 'open') stop.abort();
  });
  expect(report.stopped).toEqual({why: 'user'});
  expect(report.account.state).toBe('dismissed');
  expect(isActive(on.portal, LEAVER)).toBe(false);
  expect(exitCodeOf(report)).toBe(130);
});

it('does not touch an account that somebody else has opened before us', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  const {report} = await carry(session, plan, {
    consent: async () => {
      on.portal.hands.setActive(LEAVER, true);
      return true;
    },
  });
  expect(hires(on)).toEqual([]);
  expect(report.windowRefused).toEqual({why: 'opened-by-others'});
  expect(report.counts.moved).toBe(23);
  expect(report.account).toEqual({state: 'active'});
});

it('hires back once, whoever shuts the account meanwhile', async () => {
  const on = await stage({...SMALL, records: [{table: 6, responsible: LEAVER, count: 600}]});
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.befall({kind: 'meddle', afterWrites: 8, act: hands => hands.setActive(LEAVER, false)});
  const {report} = await carry(session, plan, {rehire: 'always'});
  expect(hires(on).filter(value => value === 'Y')).toHaveLength(1);
  expect(report.account.state).toBe('dismissed');
  expect(report.windowRefused).toEqual({why: 'shut-by-others'});
  expect(report.counts.failed).toBeGreaterThan(0);
  expect(report.counts['not-tried']).toBeGreaterThan(0);
  expect(exitCodeOf(report)).toBe(1);
});

it('never says dismissed of an account that is active again', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  const {report} = await carry(session, plan, {}, event => {
    if (event.kind === 'account' && event.state === 'shut') on.portal.hands.setActive(LEAVER, true);
  });
  expect(report.account.state).toBe('open');
  expect(exitCodeOf(report)).toBe(3);
  expect(hires(on)).toEqual(['Y', 'N']);
});

it('says that the account is open when the key is revoked inside the window', async () => {
  const on = await stage(SMALL);
  const session = await connect(on);
  const plan = await planFor(session);
  const {report} = await carry(session, plan, {}, event => {
    if (event.kind === 'account' && event.state === 'open') on.portal.hands.revokeKey();
  });
  expect(report.account.state).toBe('open');
  expect(report.stopped?.why).toBe('portal');
  expect(exitCodeOf(report)).toBe(3);
  expect(on.engine.abandonedWindows()).toHaveLength(1);
});

function isLead(params: unknown): boolean {
  return Number((params as {entityTypeId?: unknown}).entityTypeId) === 1;
}
