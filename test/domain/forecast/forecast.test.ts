import fc from 'fast-check';
import {expect, it} from 'vitest';
import {
  forecast,
  type Accounts,
  type Prospect,
  type Range,
  type Work,
} from '../../../source/domain/forecast/forecast.ts';
import {NO_LIMIT, USUAL_LIMIT} from '../../../source/domain/pace/bucket.ts';

const ITEM = 'crm.item.update';
const range = (most: number): fc.Arbitrary<Range> =>
  fc
    .tuple(fc.double({min: 1, max: most, noNaN: true}), fc.double({min: 1, max: most, noNaN: true}))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);

const work: fc.Arbitrary<Work> = fc.record(
  {
    records: fc.integer({min: 0, max: 30_000}),
    when: fc.constantFrom<Work['when'][]>('before', 'together', 'tried'),
    route: fc.record({method: fc.constantFrom(ITEM, 'crm.activity.update', 'crm.invoice.update'), cost: range(2000)}),
    other: fc.constantFrom('crm.lead.update', 'crm.deal.update'),
  },
  {requiredKeys: ['records', 'when', 'route']},
);

const accounts: fc.Arbitrary<Accounts> = fc
  .dictionary(
    fc.constantFrom(ITEM, 'crm.lead.update', 'crm.activity.update', 'batch'),
    fc.array(
      fc.record({at: fc.double({min: 0, max: 600, noNaN: true}), seconds: fc.double({min: 1, max: 60, noNaN: true})}),
      {
        minLength: 1,
        maxLength: 10,
      },
    ),
  )
  .map(found => new Map(Object.entries(found)));

const prospect: fc.Arbitrary<Prospect> = fc.record(
  {
    work: fc.array(work, {maxLength: 10}),
    readBack: fc.integer({min: 0, max: 100_000}),
    lists: fc.integer({min: 0, max: 100}),
    successors: fc.integer({min: 0, max: 200}),
    limit: fc.oneof(
      fc.record({
        capacity: fc.integer({min: 1, max: 250}),
        leakPerSecond: fc.double({min: 0.25, max: 10, noNaN: true}),
      }),
      fc.constant(NO_LIMIT),
    ),
    burst: fc.integer({min: 0, max: 50}),
    billing: fc.constantFrom<Prospect['billing'][]>('unknown', 'method', 'batch', 'none'),
    accounts,
    latency: range(1000),
  },
  {requiredKeys: ['work', 'readBack', 'lists', 'successors', 'limit', 'billing', 'latency']},
);

/** What rounding leaves over. */
const almost = (value: number): number => value * (1 - 1e-6) - 1e-6;

it('is always a number of requests and a time, the most not less than the least', () => {
  fc.assert(
    fc.property(prospect, given => {
      const {requests, seconds} = forecast(given);
      for (const value of [requests, ...seconds]) {
        expect(Number.isFinite(value)).toBe(true);
        expect(value).toBeGreaterThanOrEqual(0);
      }
      expect(seconds[1]).toBeGreaterThanOrEqual(almost(seconds[0]));
    }),
  );
});

it('is never a shorter time for more records', () => {
  fc.assert(
    fc.property(prospect, fc.nat(9), fc.integer({min: 1, max: 5000}), (given, index, more) => {
      const before = forecast(given).seconds;
      const grown = given.work.map((one, at) => (at === index ? {...one, records: one.records + more} : one));
      const after = forecast({...given, work: grown, readBack: given.readBack + more}).seconds;
      expect(after[0]).toBeGreaterThanOrEqual(almost(before[0]));
      expect(after[1]).toBeGreaterThanOrEqual(almost(before[1]));
    }),
    {numRuns: 300},
  );
});

it('holds what each cost within its range comes to', () => {
  const part = fc.double({min: 0, max: 1, noNaN: true});
  fc.assert(
    fc.property(prospect, fc.array(part, {minLength: 10, maxLength: 10}), part, (given, parts, ofLatency) => {
      const within = ([least, most]: Range, at: number): Range => {
        const value = least + (most - least) * at;
        return [value, value];
      };
      const exact: Prospect = {
        ...given,
        latency: within(given.latency, ofLatency),
        work: given.work.map((one, at) => ({
          ...one,
          route: {...one.route, cost: within(one.route.cost, parts[at] ?? 0)},
        })),
      };
      const [least, most] = forecast(exact).seconds;
      const whole = forecast(given).seconds;
      expect(least).toBeGreaterThanOrEqual(almost(whole[0]));
      expect(whole[1]).toBeGreaterThanOrEqual(almost(most));
    }),
    {numRuns: 300},
  );
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, -5])('of %d records, or costs, or latency is still a number', odd => {
  const route = {method: ITEM, cost: [odd, odd]} as const;
  const given: Prospect = {...usual([{records: odd, when: 'together', route}]), latency: [odd, odd], readBack: odd};
  for (const value of forecast(given).seconds) expect(Number.isFinite(value)).toBe(true);
  const some: Prospect = usual([{records: 1000, when: 'together', route}]);
  for (const value of forecast(some).seconds) expect(Number.isFinite(value)).toBe(true);
});

/** As most portals are: what the benchmark measures its runs against (docs/benchmarks.md). */
function usual(some: readonly Work[], billing: Prospect['billing'] = 'method'): Prospect {
  const readBack = some.reduce((sum, {records}) => sum + records, 0);
  return {work: some, readBack, lists: 9, successors: 1, limit: USUAL_LIMIT, billing, latency: [150, 150]};
}

/** Nine types, of which five have an older method too, two one of their own alone. */
function nineTypes(records: number, costMs: number): Work[] {
  const cost: Range = [costMs, costMs];
  const share = records / 9;
  const older = ['lead', 'deal', 'contact', 'company', 'quote'].map(
    (name): Work => ({
      records: share,
      when: 'together',
      route: {method: ITEM, cost},
      other: `crm.${name}.update`,
    }),
  );
  const own = [ITEM, ITEM, 'crm.invoice.update', 'crm.activity.update'].map(
    (method): Work => ({records: share, when: 'together', route: {method, cost}}),
  );
  return [...older, ...own];
}

// What runs of the program took against a portal with these limits, planning included (docs/benchmarks.md).
it.each([
  [1000, 60, 'method', 10, 'latency', undefined],
  [1000, 450, 'method', 52, 'latency', undefined],
  [1000, 450, 'batch', 59, 'latency', undefined],
  [10_000, 60, 'method', 94, 'request-limit', undefined],
  [10_000, 60, 'batch', 620, 'execution-time', 'batch'],
  [10_000, 450, 'method', 1224, 'execution-time', ITEM],
  [10_000, 450, 'batch', 2581, 'execution-time', 'batch'],
] as const)(
  'of %i records at %i ms, billed to the %s, holds the %i s that a run took',
  (records, cost, billing, took, by, method) => {
    const {seconds, binds} = forecast(usual(nineTypes(records, cost), billing));
    expect(seconds[0]).toBeLessThanOrEqual(took);
    expect(seconds[1]).toBeGreaterThanOrEqual(took);
    expect(binds).toEqual(method === undefined ? {by} : {by, method});
  },
);

it('names the method whose account makes it last', () => {
  const cost: Range = [100, 100];
  const given = usual([
    {records: 1000, when: 'together', route: {method: ITEM, cost}},
    {records: 20_000, when: 'together', route: {method: 'crm.activity.update', cost}},
  ]);
  expect(forecast(given).binds).toEqual({by: 'execution-time', method: 'crm.activity.update'});
  expect(forecast({...given, billing: 'none', limit: NO_LIMIT}).binds).toEqual({by: 'latency'});
});

it('waits for what is used up already', () => {
  const cost: Range = [100, 100];
  const given = usual([{records: 1000, when: 'together', route: {method: ITEM, cost}}]);
  const later = new Map([[ITEM, [{at: 300, seconds: 480}]]]);
  expect(forecast(given).seconds[1]).toBeLessThan(60);
  expect(forecast({...given, accounts: later}).seconds[0]).toBeGreaterThan(300);
});

it('of nothing is over almost at once', () => {
  expect(forecast(usual([])).seconds[1]).toBeLessThan(5);
});
