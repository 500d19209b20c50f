import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {TypeKey} from '../../source/domain/entity-types.ts';
import type {PlanRules, Rule, ShareRule} from '../../source/domain/rules/rule.ts';
import type {Session} from '../../source/engine/contract.ts';
import {
  carry,
  connect,
  LEAVER,
  planFor,
  raise,
  recordsOf,
  stage,
  SUCCESSOR,
  type OpenPlan,
  type Stage,
} from './harness.ts';

const MARIA = 31;
const THIRD = 9;
const AMONG = [SUCCESSOR, MARIA, THIRD] as const;
const SCOPE = new Map<TypeKey, 'all' | 'open'>([
  ['lead', 'open'],
  ['deal', 'open'],
  ['contact', 'all'],
  ['company', 'all'],
  ['activity', 'open'],
]);

let on: Stage & {strike(): Promise<void>};
let session: Session;
let active: ReadonlySet<number>;
beforeAll(async () => {
  on = await raise();
  session = await connect(on);
  active = new Set(on.portal.snapshot().people.flatMap(one => (one.active ? [one.id] : [])));
});
afterAll(() => on.strike());

const person = fc.constantFrom<ShareRule[]>(...AMONG.map(to => ({kind: 'person', to}) as const));
const several = fc
  .tuple(fc.constantFrom('turns' as const, 'balanced' as const), fc.shuffledSubarray([...AMONG], {minLength: 2}))
  .map(([kind, among]): ShareRule => ({kind, among}));
const share = fc.oneof(person, several);
const table = fc.record({first: fc.constantFrom(...AMONG), second: fc.constantFrom(...AMONG), otherwise: share}).map(
  ({first, second, otherwise}): Rule => ({
    kind: 'table',
    rows: [
      {pipelines: [2], to: first},
      {stages: ['NEW', 'C5:NEW'], to: second},
    ],
    otherwise,
  }),
);
const rules: fc.Arbitrary<PlanRules> = fc.oneof(
  fc
    .record({
      general: share,
      deal: fc.option(fc.oneof(share, table), {nil: undefined}),
      activity: fc.option(share, {nil: undefined}),
    })
    .map(({general, deal, activity}) => ({
      general,
      perType: new Map<TypeKey, Rule>([
        ...(deal ? [['deal', deal] as const] : []),
        ...(activity ? [['activity', activity] as const] : []),
      ]),
    })),
  several.map(general => ({
    general,
    perType: new Map(),
    ...(general.kind === 'person'
      ? {}
      : {together: {types: new Set<TypeKey>(['lead', 'deal', 'contact', 'company', 'activity']), share: general}}),
  })),
);

function check(plan: OpenPlan): void {
  const names = plan.records.map(({type, id}) => `${type} ${id}`);
  expect(new Set(names).size).toBe(names.length);
  for (const {to} of plan.records) {
    expect(active.has(to)).toBe(true);
    expect(to).not.toBe(LEAVER);
  }
  const heirs = new Map(plan.records.map(({type, id, to}) => [`${type} ${id}`, to]));
  const kinds: Readonly<Record<number, string>> = {1: 'lead', 2: 'deal', 3: 'contact', 4: 'company'};
  for (const {to, activity} of plan.records) {
    if (!activity) continue;
    const heir = heirs.get(`${kinds[activity.ownerTypeId]} ${activity.ownerId}`);
    if (heir !== undefined) expect(to).toBe(heir);
    expect(activity.follows === 'record-in-plan').toBe(heir !== undefined);
  }
}

describe('whatever the rules', () => {
  it('each record in scope gets exactly one successor who is active and not the leaver, and the same input gives the same plan', async () => {
    const whole = await planFor(session, {scope: SCOPE});
    await fc.assert(
      fc.asyncProperty(rules, fc.boolean(), async (how, ownersKeep) => {
        const plan = await planFor(session, {scope: SCOPE, rules: how, ownersKeep});
        expect(plan.records.map(({type, id}) => `${type} ${id}`)).toEqual(
          whole.records.map(({type, id}) => `${type} ${id}`),
        );
        check(plan);
        expect((await planFor(session, {scope: SCOPE, rules: how, ownersKeep})).digest).toBe(plan.digest);
      }),
      {numRuns: 10},
    );
  });

  it('of one person for each type, the divider and the short way agree', async () => {
    const short = await planFor(session, {scope: SCOPE, perType: {deal: MARIA}});
    const long = await planFor(session, {
      scope: SCOPE,
      rules: {
        general: {kind: 'turns', among: [SUCCESSOR]},
        perType: new Map([['deal', {kind: 'turns', among: [MARIA]}]]),
      },
    });
    expect(long.digest).toBe(short.digest);
    expect(long.summary.follows).toEqual(short.summary.follows);
  });
});

it('activities of other active people’s records go to them, or by choice to the chosen one', async () => {
  const kept = await planFor(session, {scope: SCOPE});
  const chosen = await planFor(session, {scope: SCOPE, ownersKeep: false});
  expect(kept.summary.follows['record-of-another']).toBeGreaterThan(0);
  expect(chosen.summary.follows['record-of-another']).toBe(0);
  expect(chosen.summary.shares.map(({to}) => to)).toEqual([SUCCESSOR]);
  // Nothing but the leaver's own is in either.
  const stored = recordsOf(on.portal);
  for (const {id} of kept.records.filter(({type}) => type === 'deal'))
    expect(stored.get(`2:${id}`)?.responsible).toBe(LEAVER);
});

it('balances by what each holds open now, and says it', async () => {
  const rule = {kind: 'balanced', among: [...AMONG]} as const;
  const plan = await planFor(session, {scope: new Map([['lead', 'open']]), rules: {general: rule, perType: new Map()}});
  const holds = new Map(plan.holds);
  expect([...holds.keys()]).toEqual([...AMONG]);
  const ends = AMONG.map(id => (holds.get(id) ?? 0) + (plan.summary.shares.find(({to}) => to === id)?.records ?? 0));
  const got = AMONG.filter(id => plan.summary.shares.some(({to}) => to === id)).map(id => ends[AMONG.indexOf(id)] ?? 0);
  expect(Math.max(...got) - Math.min(...got)).toBeLessThanOrEqual(1);
});

it('keeps clients together by the links the portal lists', async () => {
  const types = new Set<TypeKey>(['lead', 'deal', 'contact', 'company', 'activity']);
  const among = {kind: 'turns', among: [...AMONG]} as const;
  const plan = await planFor(session, {
    scope: SCOPE,
    rules: {general: among, perType: new Map(), together: {types, share: among}},
  });
  const stored = recordsOf(on.portal);
  const heirs = new Map(plan.records.map(({type, id, to}) => [`${type} ${id}`, to]));
  let together = 0;
  for (const {type, id, to} of plan.records) {
    if (type !== 'deal') continue;
    const company = stored.get(`2:${id}`)?.columns['companyId'];
    const heir = heirs.get(`company ${Number(company)}`);
    if (heir === undefined) continue;
    together += 1;
    expect(to).toBe(heir);
  }
  expect(together).toBeGreaterThan(0);
});

describe('refuses before anything is pinned', () => {
  const refused = async (how: PlanRules, text: string): Promise<void> => {
    await expect(planFor(session, {scope: new Map([['deal', 'open']]), rules: how})).rejects.toMatchObject({
      name: 'UsageTrouble',
      message: expect.stringContaining(text) as string,
    });
  };
  it('a table that leaves something over', async () => {
    const deal: Rule = {kind: 'table', rows: [{pipelines: [2], to: MARIA}]};
    await refused({perType: new Map([['deal', deal]])}, 'fit no row of its table');
  });
  it('a file that names no successor for a record', async () => {
    await refused({perType: new Map([['deal', {kind: 'file', successors: new Map()}]])}, 'without a successor');
  });
  it('a pipeline that is none in a table', async () => {
    const deal: Rule = {kind: 'table', rows: [{pipelines: [3], to: MARIA}], otherwise: {kind: 'person', to: MARIA}};
    await refused({perType: new Map([['deal', deal]])}, 'deal has no pipeline 3');
  });
  it('a type without a rule', async () => {
    await refused({perType: new Map()}, 'no successor for deal');
  });
  it('somebody dismissed', async () => {
    const dismissed = on.portal.snapshot().people.find(one => !one.active && one.id !== LEAVER)?.id ?? 0;
    await refused({general: {kind: 'turns', among: [MARIA, dismissed]}, perType: new Map()}, `successor #${dismissed}`);
  });
});

it('is carried out, retried and undone like every plan, and what is new is divided by the same rules', async () => {
  const own = await stage({rehireRule: false});
  const there = await connect(own);
  const general = {kind: 'turns', among: [SUCCESSOR, MARIA]} as const;
  const scope = new Map<TypeKey, 'open'>([
    ['lead', 'open'],
    ['activity', 'open'],
  ]);
  const plan = await planFor(there, {scope, rules: {general, perType: new Map()}});
  expect(plan.summary.shares.length).toBeGreaterThan(1);
  const fresh = own.portal.give({table: 1, responsible: LEAVER, count: 4, columns: {stageId: 'NEW'}});
  const {report} = await carry(there, plan, {rehire: 'never'});
  expect(report.counts.moved + report.counts['not-tried']).toBe(plan.records.length);
  const stored = recordsOf(own.portal);
  for (const {type, id, to} of plan.records.filter(one => one.type === 'lead'))
    expect(stored.get(`1:${id}`)?.responsible, `${type} ${id}`).toBe(to);
  const found = await there.planByDigest(report.proof?.newPlan?.digest ?? '');
  expect(found?.records.slice(0).map(({id, to}) => [id, to])).toEqual(
    fresh.map((id, at) => [id, at % 2 === 0 ? SUCCESSOR : MARIA]),
  );
  expect(found?.rules).toEqual(plan.rules);
  const {plan: back} = await there.planUndo(Number(report.run), {edited: false}, () => {});
  await carry(there, back, {rehire: 'never'});
  const after = recordsOf(own.portal);
  for (const {id} of plan.records.filter(one => one.type === 'lead'))
    expect(after.get(`1:${id}`)?.responsible).toBe(LEAVER);
});

it.each<[string, PlanRules]>([
  ['of several', {general: {kind: 'turns', among: [SUCCESSOR, MARIA]}, perType: new Map()}],
  [
    'of one for each type',
    {general: {kind: 'person', to: SUCCESSOR}, perType: new Map([['lead', {kind: 'person', to: MARIA}]])},
  ],
])(
  'nothing new goes to a successor %s who was dismissed meanwhile, though its record went to them',
  async (_, divided) => {
    const own = await stage({rehireRule: false});
    const there = await connect(own);
    const scope = new Map<TypeKey, 'open'>([
      ['lead', 'open'],
      ['activity', 'open'],
    ]);
    const plan = await planFor(there, {scope, rules: divided});
    const marias = plan.records.find(({type, to}) => type === 'lead' && to === MARIA);
    let fresh: number[] = [];
    own.portal.befall({
      kind: 'meddle',
      afterWrites: plan.records.length - 5,
      act: hands => {
        hands.setActive(MARIA, false);
        fresh = hands.create({
          table: 6,
          responsible: LEAVER,
          columns: {OWNER_TYPE_ID: 1, OWNER_ID: marias?.id ?? 0, COMPLETED: 'N', PROVIDER_ID: 'CRM_TODO'},
        });
      },
    });
    const {report} = await carry(there, plan, {rehire: 'never'});
    expect(fresh).toHaveLength(1);
    expect(report.proof?.fresh.map(({id}) => id)).toEqual(fresh);
    const found = await there.planByDigest(report.proof?.newPlan?.digest ?? '');
    expect(found?.records.slice(0).map(({id, to}) => [id, to])).toEqual([[fresh[0], SUCCESSOR]]);
  },
);
