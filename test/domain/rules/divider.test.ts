import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {TypeKey} from '../../../source/domain/entity-types.ts';
import {namedBy} from '../../../source/domain/rules/check.ts';
import {Divider} from '../../../source/domain/rules/divider.ts';
import {followReason} from '../../../source/domain/rules/division.ts';
import type {RuleRow, TableRow} from '../../../source/domain/rules/rule.ts';
import {
  ALL_TYPES,
  LEAVER,
  OTHER,
  checkedRules,
  divide,
  records,
  rules,
  table,
  types,
  type Records,
} from './handover.ts';

const rowsOf = (count: number, given: Partial<RuleRow> = {}): RuleRow[] =>
  Array.from({length: count}, (_, at) => ({id: at + 1, closed: false, ...given}));
const deals = (rows: readonly RuleRow[]): Records => new Map([['deal', rows]]);
const DEALS = {types: types('deal'), perType: new Map()};

function shares(division: ReturnType<typeof divide>): unknown {
  return division.given.map(({to, open, closed}) => [to, open, closed]);
}

describe('each record in scope', () => {
  it('gets exactly one successor, named by a rule or the owner of its record, or a problem says why not', () => {
    fc.assert(
      fc.property(rules, records, (how, what) => {
        const division = divide(how, what);
        const allowed = new Set([...namedBy(how), OTHER]);
        let all = 0;
        for (const [type, rows] of what) {
          const told = [...division.all(type)];
          expect(told.map(({id}) => id)).toEqual(rows.map(({id}) => id).sort((a, b) => a - b));
          for (const {id, assigned} of told) {
            expect(division.of(type, id)).toEqual(assigned);
            if ('to' in assigned) expect(allowed.has(assigned.to) && assigned.to !== LEAVER).toBe(true);
          }
          all += rows.length;
        }
        const given = division.given.reduce((sum, {open, closed}) => sum + open + closed, 0);
        expect(given + division.unassigned.reduce((sum, {records: some}) => sum + some, 0)).toBe(all);
      }),
      {numRuns: 200},
    );
  });

  it('gets the same one in whatever order the records came', () => {
    const shuffled = records.chain(what =>
      fc
        .tuple(
          ...[...what].map(([type, rows]) =>
            fc.shuffledSubarray([...rows], {minLength: rows.length}).map(some => [type, some] as const),
          ),
        )
        .chain(entries => fc.shuffledSubarray(entries, {minLength: entries.length}))
        .map(entries => [what, new Map<TypeKey, readonly RuleRow[]>(entries)] as const),
    );
    fc.assert(
      fc.property(rules, shuffled, (how, [what, other]) => {
        expect(table(divide(how, other), other.keys())).toEqual(table(divide(how, what), what.keys()));
      }),
      {numRuns: 200},
    );
  });

  it('has a problem only where nothing provides for it', () => {
    fc.assert(
      fc.property(rules, records, (how, what) => {
        for (const {type, problem, ids} of divide(how, what).unassigned) {
          const rule = how.perType.get(type);
          if (problem === 'unreadable') {
            const unread = (what.get(type) ?? []).filter(row => row.stage === undefined);
            expect(unread.map(({id}) => id)).toEqual(expect.arrayContaining([...ids]));
          } else expect(rule && 'otherwise' in rule).toBe(false);
          expect(rule?.kind).toBe(problem === 'not-in-file' ? 'file' : 'table');
        }
      }),
    );
  });
});

describe('by pipeline and stage', () => {
  const row: fc.Arbitrary<TableRow> = fc.record(
    {
      pipelines: fc.uniqueArray(fc.nat(2), {minLength: 1, maxLength: 2}),
      stages: fc.uniqueArray(fc.constantFrom('NEW', 'WON', 'LOSE'), {minLength: 1, maxLength: 2}),
      to: fc.integer({min: 2, max: 5}),
    },
    {requiredKeys: ['to']},
  );

  it('the first row that fits wins', () => {
    const stage = fc.constantFrom('NEW', 'WON', 'LOSE');
    const rows = fc.uniqueArray(
      fc.record({id: fc.integer({min: 1, max: 20}), closed: fc.boolean(), pipeline: fc.nat(2), stage}),
      {selector: ({id}) => id},
    );
    fc.assert(
      fc.property(fc.array(row, {minLength: 1}), rows, (all, what) => {
        const asking = all.filter(({pipelines, stages}) => pipelines ?? stages);
        const leads = {kind: 'table', rows: asking} as const;
        // As a table of rules that nobody checked: what is never reached must not matter.
        const how = {leaverId: LEAVER, ...DEALS, perType: new Map([['deal', leads]])};
        const divider = new Divider(how as unknown as ReturnType<typeof checkedRules>);
        divider.add('deal', what);
        const division = divider.divide();
        for (const one of what) {
          const fits = asking.filter(
            ({pipelines, stages}) =>
              (!pipelines || pipelines.includes(one.pipeline)) && (!stages || stages.includes(one.stage)),
          );
          const expected = fits[0] ? {to: fits[0].to, reason: 'rule'} : {problem: 'no-row'};
          expect(division.of('deal', one.id)).toEqual(expected);
        }
      }),
    );
  });

  it('what cannot be told is no guess, unless an earlier row settles it', () => {
    const rule = {
      kind: 'table',
      rows: [
        {stages: ['WON'], to: 2},
        {pipelines: [1], to: 3},
      ],
      otherwise: {kind: 'person', to: 4},
    } as const;
    const division = divide(
      {...DEALS, perType: new Map([['deal', rule]])},
      deals([
        {id: 1, closed: true, stage: 'WON'},
        {id: 2, closed: false, stage: 'NEW'},
        {id: 3, closed: false, pipeline: 1},
        {id: 4, closed: false, stage: 'NEW', pipeline: 2},
      ]),
    );
    expect(table(division, ['deal'])).toEqual([
      'deal 1: 2 rule',
      'deal 2: unreadable',
      'deal 3: unreadable',
      'deal 4: 4 rule',
    ]);
    expect(division.unassigned).toEqual([{type: 'deal', problem: 'unreadable', records: 2, ids: [2, 3]}]);
  });
});

describe('turn by turn', () => {
  it('in the order of the list, ids ascending', () => {
    const how = {...DEALS, general: {kind: 'turns', among: [4, 2, 3]} as const};
    const division = divide(how, deals(rowsOf(5).toReversed()));
    expect([...division.all('deal')].map(({assigned}) => 'to' in assigned && assigned.to)).toEqual([4, 2, 3, 4, 2]);
  });

  it('goes on from one type to the next where one rule is for both, so that nobody is always first', () => {
    const how = {types: types('lead', 'deal'), perType: new Map(), general: {kind: 'turns', among: [2, 3]} as const};
    const what: Records = new Map([
      ['deal', rowsOf(1)],
      ['lead', rowsOf(1)],
    ]);
    expect(table(divide(how, what), what.keys())).toEqual(['deal 1: 3 rule', 'lead 1: 2 rule']);
  });
});

describe('balanced', () => {
  it('by what each holds open now', () => {
    const rule = {kind: 'balanced', among: [2, 3, 4]} as const;
    const holds = new Map([
      [2, 10],
      [3, 4],
      [4, 0],
    ]);
    expect(shares(divide({...DEALS, general: rule, holds}, deals(rowsOf(10))))).toEqual([
      [3, 3, 0],
      [4, 7, 0],
    ]);
  });

  it('what is closed is no work: it is divided by itself', () => {
    const rule = {kind: 'balanced', among: [2, 3]} as const;
    const holds = new Map([
      [2, 200],
      [3, 100],
    ]);
    const what = deals([...rowsOf(1000, {closed: true}).slice(100), ...rowsOf(100)]);
    expect(shares(divide({...DEALS, general: rule, holds}, what))).toEqual([
      [2, 0, 450],
      [3, 100, 450],
    ]);
  });

  it('knows what other rules give, and what follows a record', () => {
    const how = {
      types: types('activity', 'deal', 'contact'),
      perType: new Map([
        ['contact', {kind: 'person', to: 2}],
        ['deal', {kind: 'balanced', among: [2, 3]}],
      ] as const),
      holds: new Map([
        [2, 0],
        [3, 0],
      ]),
    };
    const what: Records = new Map([
      ['contact', rowsOf(3)],
      ['deal', rowsOf(4)],
      ['activity', rowsOf(3, {follows: {entityTypeId: 2, id: 1}})],
    ]);
    // 3 contacts for 2; deal 1 with its three activities for 3, whom deals 2 to 4 level.
    expect(table(divide(how, what), what.keys()).slice(6)).toEqual([
      'deal 1: 3 rule',
      'deal 2: 2 rule',
      'deal 3: 2 rule',
      'deal 4: 3 rule',
    ]);
  });

  it('nobody who got something holds more than the least plus one record', () => {
    const holds = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9));
    fc.assert(
      fc.property(fc.nat(30), holds, (count, [a, b, c]) => {
        const now = new Map([
          [2, a],
          [3, b],
          [4, c],
        ]);
        const how = {...DEALS, general: {kind: 'balanced', among: [2, 3, 4]} as const, holds: now};
        const {given} = divide(how, deals(rowsOf(count)));
        const then = (id: number): number => (now.get(id) ?? 0) + (given.find(({to}) => to === id)?.open ?? 0);
        const least = Math.min(then(2), then(3), then(4));
        for (const {to} of given) expect(then(to)).toBeLessThanOrEqual(least + 1);
      }),
    );
  });
});

describe('as a file says', () => {
  const successors = new Map([
    [1, 2],
    [2, 3],
  ]);

  it('the rest by another rule, or not at all', () => {
    const file = {kind: 'file', successors} as const;
    const with4 = {...file, otherwise: {kind: 'person', to: 4}} as const;
    expect(table(divide({...DEALS, perType: new Map([['deal', with4]])}, deals(rowsOf(3))), ['deal'])).toEqual([
      'deal 1: 2 file',
      'deal 2: 3 file',
      'deal 3: 4 rule',
    ]);
    const without = divide({...DEALS, perType: new Map([['deal', file]])}, deals(rowsOf(9)));
    expect(without.unassigned).toEqual([{type: 'deal', problem: 'not-in-file', records: 7, ids: [3, 4, 5, 6, 7]}]);
  });
});

describe('an activity', () => {
  const how = {
    types: types('deal', 'activity'),
    perType: new Map([
      ['deal', {kind: 'table', rows: [{stages: ['NEW'], to: 2}]}],
      ['activity', {kind: 'file', successors: new Map([[4, 5]]), otherwise: {kind: 'person', to: 3}}],
    ] as const),
  };
  const what: Records = new Map([
    [
      'deal',
      [
        {id: 7, closed: false, stage: 'NEW'},
        {id: 8, closed: false, stage: 'WON'},
      ],
    ],
    [
      'activity',
      [
        {id: 1, closed: false, follows: {entityTypeId: 2, id: 7}},
        {id: 2, closed: false, follows: {entityTypeId: 2, id: 8}},
        {id: 3, closed: false, follows: {entityTypeId: 2, id: 99}, toOther: OTHER},
        {id: 4, closed: false, follows: {entityTypeId: 2, id: 99}, toOther: OTHER},
        {id: 5, closed: false, follows: {entityTypeId: 1, id: 7}},
        {id: 6, closed: false},
      ],
    ],
  ]);

  it('follows its record; by its own rule where that has no successor, is not in scope, or a file names somebody', () => {
    expect(table(divide(how, what), what.keys()).slice(0, 6)).toEqual([
      'activity 1: 2 follows',
      'activity 2: 3 rule',
      'activity 3: 9 other',
      'activity 4: 5 file',
      'activity 5: 3 rule',
      'activity 6: 3 rule',
    ]);
  });

  it('says so the way a plan does', () => {
    const reasons = (['follows', 'other', 'file', 'client', 'rule'] as const).map(followReason);
    expect(reasons).toEqual(['record-in-plan', 'record-of-another', 'chosen', 'chosen', 'chosen']);
  });

  it('in whatever rules: goes where its record in scope goes, unless something names it by itself', () => {
    fc.assert(
      fc.property(rules, records, (any, some) => {
        const division = divide(any, some);
        for (const {id, follows, toOther} of some.get('activity') ?? []) {
          const own = division.of('activity', id);
          const owner = ALL_TYPES.find(({entityTypeId}) => entityTypeId === follows?.entityTypeId);
          const leads = owner && follows ? division.of(owner.key, follows.id) : undefined;
          const reason = own && 'reason' in own ? own.reason : undefined;
          if (leads && 'to' in leads && toOther === undefined && reason !== 'file')
            expect(own).toEqual({to: leads.to, reason: 'follows'});
          if (toOther !== undefined && reason !== 'file') expect(own).toEqual({to: OTHER, reason: 'other'});
        }
      }),
      {numRuns: 200},
    );
  });
});

describe('mistakes of who calls', () => {
  it('are no records', () => {
    const divider = new Divider(checkedRules({...DEALS, general: {kind: 'person', to: 2}}));
    expect(() => divider.add('lead', [])).toThrow('not in scope');
    expect(() => divider.add('deal', [{id: 1, closed: false, toOther: LEAVER}])).toThrow('leaver');
    divider.add('deal', rowsOf(2));
    divider.add('deal', rowsOf(1));
    expect(() => divider.divide()).toThrow('deal 1 was added twice');
  });

  it('nor is what was never added', () => {
    const division = divide({...DEALS, general: {kind: 'person', to: 2}}, deals(rowsOf(1)));
    expect([division.of('deal', 2), division.of('lead', 1), ...division.all('lead')]).toEqual([undefined, undefined]);
  });
});
