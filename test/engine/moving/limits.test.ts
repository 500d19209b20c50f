// A run against the local portal with its limits on, in simulated time: what it sends, by which method, and that it is never refused.
import {expect, it, onTestFinished, vi} from 'vitest';
import {openBench} from '../../../bench/lib/session.ts';
import {heldIn, methodCosts} from '../../../bench/pace/portal.ts';
import {Timeline} from '../../../bench/pace/timeline.ts';
import type {PortalOptions} from '../../../source/demo/options.ts';
import {startPortal} from '../../../source/demo/server.ts';
import {defaultScope} from '../../../source/domain/scope.ts';
import {parseWebhookAddress} from '../../../source/domain/webhook.ts';
import {createTransport, type Transport} from '../../../source/portal/transport.ts';
import {scratchFolder} from '../harness.ts';
import {fullScope} from '../../../source/domain/scope/type-scope.ts';
import {toPeople} from '../../../source/domain/rules/to-people.ts';

// Hours of the portal's time pass in seconds of the processor's, of which a busy machine has few.
vi.setConfig({testTimeout: 60_000});

// Both are active: no account has to be opened.
const LEAVER = 6;
const SUCCESSOR = 12;
const COST = 300;

interface Seen {
  readonly moved: number;
  /** Updates by method, those of batches and single ones apart. */
  readonly batched: Readonly<Record<string, number>>;
  readonly single: Readonly<Record<string, number>>;
  /** Refusals by a limit, of requests and of commands in a batch. */
  readonly refused: number;
  readonly mostInFlight: number;
  readonly requests: number;
  readonly seconds: number;
}

async function carry(records: NonNullable<PortalOptions['records']>, how: Partial<PortalOptions> = {}): Promise<Seen> {
  const folder = scratchFolder();
  const timeline = new Timeline(Date.UTC(2026, 10, 3, 9, 0, 0));
  const portal = await startPortal({
    company: 'empty',
    records,
    clock: timeline.portal,
    latencyMs: 150,
    cost: methodCosts(COST, 10),
    limits: {burst: 50, perSecond: 2},
    operating: {seconds: 480, billing: 'method'},
    ...how,
  });
  onTestFinished(() => portal.close());
  const parsed = parseWebhookAddress(portal.webhook());
  if (!parsed.ok) throw new Error(parsed.problem);
  const seen = {refused: 0, mostInFlight: 0};
  let inFlight = 0;
  const transport = createTransport(parsed.address, 'test');
  const watched: Transport = async (...request) => {
    inFlight += 1;
    seen.mostInFlight = Math.max(seen.mostInFlight, inFlight);
    try {
      const answer = await transport(...request);
      seen.refused += heldIn(answer);
      return answer;
    } catch (error) {
      seen.refused += 1;
      throw error;
    } finally {
      inFlight -= 1;
    }
  };
  const {session, journal} = await openBench({
    webhook: portal.webhook(),
    folder,
    clock: timeline.program,
    demo: true,
    transport: timeline.watch(watched),
  });
  onTestFinished(() => journal.close());
  const [leaver, general] = await session.peopleByIds([LEAVER, SUCCESSOR]);
  if (!leaver || !general) throw new Error('nobody is there');
  const scope = defaultScope(session.connection.types);
  const plan = await session.plan({leaver, scope: fullScope(scope), ...toPeople(general), ownersKeep: true}, () => {});
  const signal = new AbortController().signal;
  const options = {rehire: 'never', acceptUnmovable: false, signal, consent: async () => false} as const;
  const began = timeline.program.now();
  const report = await session.run(plan, options, () => {});
  const seconds = (timeline.program.now() - began) / 1000;
  const batched = new Map<string, number>();
  const single = new Map<string, number>();
  for (const {method, commands} of portal.log) {
    if (method.endsWith('.update')) single.set(method, (single.get(method) ?? 0) + 1);
    for (const inner of commands) if (inner.endsWith('.update')) batched.set(inner, (batched.get(inner) ?? 0) + 1);
  }
  return {
    ...seen,
    moved: report.counts.moved,
    batched: Object.fromEntries(batched),
    single: Object.fromEntries(single),
    requests: portal.log.length,
    seconds,
  };
}

it('a small plan goes by the method whose errors have codes', async () => {
  const seen = await carry([{table: 2, responsible: LEAVER, count: 300}]);
  expect(seen).toMatchObject({moved: 300, refused: 0, batched: {'crm.item.update': 300}, single: {}});
});

it('what is more than one method can bear is spread over those that do the same', async () => {
  const seen = await carry([
    {table: 1, responsible: LEAVER, count: 1200},
    {table: 31, responsible: LEAVER, count: 1200},
  ]);
  expect(seen).toMatchObject({moved: 2400, refused: 0, single: {}});
  // 720 s of work in accounts of 480 s: the leads make room for the invoices, which know no other way.
  expect(seen.batched['crm.lead.update']).toBeGreaterThan(800);
  expect(seen.batched['crm.item.update']).toBeGreaterThanOrEqual(1200);
});

it('where a batch is charged as such, single calls fill the time in which none may be sent', async () => {
  const seen = await carry([{table: 31, responsible: LEAVER, count: 2400}], {
    operating: {seconds: 480, billing: 'batch'},
  });
  expect(seen).toMatchObject({moved: 2400, refused: 0});
  expect(seen.single['crm.item.update']).toBeGreaterThan(500);
});

it('where nothing is counted, latency alone binds, and many are under way', async () => {
  const seen = await carry([{table: 1, responsible: LEAVER, count: 2400}], {
    operating: {seconds: 480, billing: 'none'},
  });
  expect(seen).toMatchObject({moved: 2400, refused: 0, batched: {'crm.item.update': 2400}});
  expect(seen.mostInFlight).toBeGreaterThan(10);
  expect(seen.mostInFlight).toBeLessThanOrEqual(20);
});

it('what an older method refuses goes by the universal one, and is not failed', async () => {
  const seen = await carry([{table: 1, responsible: LEAVER, count: 2400}], {
    misfortunes: [{kind: 'refuse', method: 'crm.lead.update'}],
  });
  expect(seen).toMatchObject({moved: 2400});
  expect(seen.batched['crm.item.update']).toBeGreaterThanOrEqual(2400 - 50);
});

it('a limit that is lower than is documented is learned, and kept to', async () => {
  const seen = await carry([{table: 6, responsible: LEAVER, count: 2400}], {
    operating: {seconds: 300, billing: 'method'},
  });
  expect(seen.moved).toBe(2400);
  // Commands of a few batches, once: not the 2,400 and more that would knock again and again.
  expect(seen.refused).toBeGreaterThan(0);
  expect(seen.refused).toBeLessThan(500);
});

it('what others have used up of one method before the first write is no reason to wait for it', async () => {
  const seen = await carry([{table: 2, responsible: LEAVER, count: 300}], {
    misfortunes: [{kind: 'blocked', method: 'crm.item.update'}],
  });
  expect(seen.moved).toBe(300);
  expect(seen.batched['crm.deal.update']).toBeGreaterThanOrEqual(300);
});

it('where lists are slow fewer records are looked at in one request, so that what it tells is still of use', async () => {
  const seen = await carry([{table: 2, responsible: LEAVER, count: 900}], {cost: methodCosts(COST, 1300)});
  expect(seen).toMatchObject({moved: 900, refused: 0});
});

it('a portal too slow for any check to be of use is given up once patience is over', async () => {
  const seen = await carry([{table: 2, responsible: LEAVER, count: 300}], {latencyMs: 16_000});
  expect(seen.moved).toBe(0);
  expect(seen.seconds).toBeGreaterThan(1800);
  expect(seen.seconds).toBeLessThan(2100);
});
