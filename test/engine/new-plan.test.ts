// What shows only while the account is open, or came after the plan: pinned into a plan of its own, and never moved unconfirmed.
import {describe, expect, it} from 'vitest';
import {exitCodeOf} from '../../source/domain/outcomes.ts';
import type {Plan} from '../../source/domain/plan.ts';
import type {Session} from '../../source/engine/contract.ts';
import {
  carry,
  connect,
  isActive,
  LEAVER,
  planFor,
  recordsOf,
  stage,
  SUCCESSOR,
  type Stage,
  writesOf,
} from './harness.ts';

const COMPANY = {
  company: 'empty',
  records: [
    {table: 1, responsible: LEAVER, count: 3},
    {table: 31, responsible: LEAVER, count: 4},
    {table: 6, responsible: LEAVER, count: 2},
  ],
} as const;

/** Lists hide what a dismissed person holds: those by person, or every list, reads by id among them. */
function hide(on: Stage, how: 'by person' | 'by id too'): void {
  on.portal.befall({
    kind: 'hide-dismissed',
    method: ['crm.activity.list', 'crm.item.list'],
    where: ({params}) => {
      const text = JSON.stringify(params);
      const isOfType = /"entityTypeId":"?31"?/.test(text) || !text.includes('entityTypeId');
      return isOfType && (how === 'by id too' || /"(RESPONSIBLE_ID|assignedById)":"?42"?/.test(text));
    },
  });
}

const withLeaver = (on: Stage): number =>
  [...recordsOf(on.portal).values()].filter(({responsible}) => responsible === LEAVER).length;

async function newPlanOf(session: Session, digest = ''): Promise<Plan> {
  const plan = await session.planByDigest(digest);
  if (!plan) throw new Error('no plan was pinned');
  return plan;
}

describe.each(['by person', 'by id too'] as const)('a portal whose lists hide it, %s', how => {
  it('shows it inside, pins it, moves none of it, and all of it once its plan is carried out', async () => {
    const on = await stage(COMPANY);
    hide(on, how);
    const session = await connect(on);
    const {report, questions} = await carry(session, await planFor(session), {rehire: 'always'});
    expect(questions).toMatchObject([{countOnly: true, types: []}]);
    expect(report.counts.moved).toBe(3);
    expect(report.proof?.newPlan).toMatchObject({records: 6, hidden: true});
    expect(report.proof?.fresh).toHaveLength(6);
    expect(withLeaver(on)).toBe(6);
    expect(isActive(on.portal, LEAVER)).toBe(false);
    expect(exitCodeOf(report)).toBe(0);

    const next = await newPlanOf(session, report.proof?.newPlan?.digest);
    expect(next).toMatchObject({kind: 'handover', hidden: true, sourceRun: Number(report.run)});
    const second = await carry(session, next, {rehire: 'always'});
    expect(second.report.counts).toMatchObject({moved: 6, gone: 0, failed: 0});
    expect(second.report.proof).toMatchObject({left: [], fresh: []});
    expect(withLeaver(on)).toBe(0);
    expect(isActive(on.portal, LEAVER)).toBe(false);
    expect(exitCodeOf(second.report)).toBe(0);
  });

  it('is never taken for gone where the account stays shut', async () => {
    const on = await stage(COMPANY);
    hide(on, how);
    const session = await connect(on);
    const {report} = await carry(session, await planFor(session), {rehire: 'always'});
    const next = await newPlanOf(session, report.proof?.newPlan?.digest);
    const before = writesOf(on.portal).length;
    const second = await carry(session, next, {rehire: 'never'});
    expect(second.report.counts).toMatchObject({gone: 0, moved: 0, 'not-tried': 6});
    expect(second.report.proof?.left).toHaveLength(6);
    expect(exitCodeOf(second.report)).toBe(1);
    expect(writesOf(on.portal).length).toBe(before);
  });

  it('is opened for without a trial, whatever the policy, once it is agreed to', async () => {
    const on = await stage(COMPANY);
    hide(on, how);
    const session = await connect(on);
    const {report} = await carry(session, await planFor(session), {rehire: 'always'});
    const next = await newPlanOf(session, report.proof?.newPlan?.digest);
    const second = await carry(session, next, {rehire: 'when-refused'});
    expect(second.questions).toHaveLength(1);
    expect(second.report.counts).toMatchObject({moved: 6, gone: 0});
  });
});

it('nothing is opened to count again where the policy is another', async () => {
  const on = await stage(COMPANY);
  hide(on, 'by person');
  const session = await connect(on);
  const {questions} = await carry(session, await planFor(session), {rehire: 'when-refused'});
  expect(questions).toEqual([]);
  expect(writesOf(on.portal).filter(({method}) => method === 'user.update')).toEqual([]);
});

it('what was not counted inside, since that was declined, is not proved', async () => {
  const on = await stage(COMPANY);
  hide(on, 'by person');
  const session = await connect(on);
  const {report} = await carry(session, await planFor(session), {rehire: 'always', consent: async () => false});
  expect(report.proof?.unproved.map(({type}) => type)).toEqual(expect.arrayContaining(['invoice', 'activity']));
  expect(exitCodeOf(report)).toBe(1);
});

it('records that came after the plan go to whom their type was given to, in a plan of their own', async () => {
  const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 3}]});
  const session = await connect(on);
  const plan = await planFor(session);
  on.portal.give({table: 1, responsible: LEAVER, count: 2});
  const {report} = await carry(session, plan);
  expect(report.proof?.newPlan).toMatchObject({records: 2, hidden: false});
  const next = await newPlanOf(session, report.proof?.newPlan?.digest);
  expect([...next.records].map(({to}) => to)).toEqual([SUCCESSOR, SUCCESSOR]);
  const second = await carry(session, next);
  expect(second.report.counts.moved).toBe(2);
  expect(withLeaver(on)).toBe(0);
});
