import {describe, expect, it} from 'vitest';
import {PortalTrouble} from '../../source/domain/trouble.ts';
import {PortalFault, type FaultKind} from '../../source/portal/faults.ts';
import {batch, commandsOf, scripted} from './script.ts';

const fault = (kind: FaultKind, code = 'X', status = 0) => new PortalFault(kind, 'm', code, 'text', status);
const GOOD = {result: true};
const commands = (count: number) => Array.from({length: count}, (_, id) => ({method: 'm', params: {id}}));
const HELD = {error: 'OPERATION_TIME_LIMIT', error_description: ''};

describe('a read', () => {
  it.each(['too-many', 'execution-time', 'unreachable', 'lost'] as const)('is tried again after %s', async kind => {
    const {client, asked, pauses} = scripted(fault(kind), fault(kind), GOOD);
    expect(await client.read('m', {})).toEqual(GOOD);
    expect(asked).toHaveLength(3);
    expect(pauses.at(-1)).toBeUndefined();
    expect(pauses.filter(Boolean)).toHaveLength(2);
  });

  it('that is refused is explained, once', async () => {
    const {client, asked} = scripted(fault('refused'));
    await expect(client.read('m', {})).rejects.toMatchObject({
      name: 'PortalTrouble',
      problem: 'refused',
      detail: 'm: text',
    });
    expect(asked).toHaveLength(1);
  });

  it.each([
    [fault('too-many'), 'busy'],
    [fault('execution-time'), 'busy'],
    [fault('unreachable', 'ENOTFOUND'), 'unreachable'],
    [fault('lost', 'ECONNRESET'), 'unreachable'],
    [fault('lost', 'HTTP 502', 502), 'unreachable'],
    [fault('lost', 'HTTP 404', 404), 'not-bitrix24'],
    [fault('lost', 'HTTP 200', 200), 'not-bitrix24'],
  ] as const)('ends as trouble when patience does: %s', async (error, problem) => {
    const {client, clock, pauses} = scripted(error);
    const began = clock.now();
    await expect(client.read('m', {}, {patienceMs: 30_000})).rejects.toMatchObject({problem});
    expect(clock.now() - began).toBeLessThanOrEqual(30_000);
    expect(pauses.at(-1)).toBeUndefined();
  });

  it('held for execution time is asked a last time when patience ends, and not given up long before', async () => {
    const {client, clock, asked} = scripted(fault('execution-time'));
    const began = clock.now();
    await expect(client.read('m', {}, {patienceMs: 60_000})).rejects.toMatchObject({problem: 'busy'});
    expect(clock.now() - began).toBe(60_000);
    expect(asked).toHaveLength(4);
    const many = scripted(batch({}, {c0: HELD}));
    const start = many.clock.now();
    await expect(many.client.readMany(commands(1), {patienceMs: 60_000})).rejects.toMatchObject({problem: 'busy'});
    expect(many.clock.now() - start).toBe(60_000);
    expect(many.asked).toHaveLength(4);
  });

  it('without patience is asked once', async () => {
    const {client, asked} = scripted(fault('lost'));
    await expect(client.read('m', {}, {patienceMs: 0})).rejects.toBeInstanceOf(PortalTrouble);
    expect(asked).toHaveLength(1);
  });

  it('waits for a silent portal no longer than its patience, but for 15 s', async () => {
    const {client, timeouts} = scripted(GOOD);
    for (const patienceMs of [0, 4000, 20_000, 1_800_000]) await client.read('m', {}, {patienceMs});
    expect(timeouts).toEqual([15_000, 15_000, 20_000, 70_000]);
  });

  it('is not sent any more once it is called off', async () => {
    const {client, asked} = scripted(GOOD);
    await expect(client.read('m', {}, {signal: AbortSignal.abort(new Error('off'))})).rejects.toThrow('off');
    expect(asked).toEqual([]);
  });
});

describe('a write', () => {
  it.each(['too-many', 'execution-time', 'unreachable'] as const)(
    'that was not begun is sent again: %s',
    async kind => {
      const {client, asked} = scripted(fault(kind), GOOD);
      expect(await client.write('m', {ID: 1})).toEqual(GOOD);
      expect(asked).toHaveLength(2);
    },
  );

  it.each(['lost', 'refused'] as const)('is never sent again when it is %s', async kind => {
    const {client, asked} = scripted(fault(kind), GOOD);
    await expect(client.write('m', {ID: 1})).rejects.toMatchObject({name: 'PortalFault', kind});
    expect(asked).toHaveLength(1);
  });

  it('in a batch neither, and its held commands come back as they are', async () => {
    const lost = scripted(fault('lost'), GOOD);
    await expect(lost.client.writeBatch(commands(2))).rejects.toMatchObject({kind: 'lost'});
    expect(lost.asked).toHaveLength(1);
    const held = scripted(batch({c1: true}, {c0: HELD}));
    const [first, second] = await held.client.writeBatch(commands(2));
    expect([first, second]).toMatchObject([{ok: false, fault: {kind: 'execution-time'}}, {ok: true}]);
    expect(held.asked).toHaveLength(1);
  });
});

describe('many reads', () => {
  it('go fifty to a request, and come back in order', async () => {
    const {client, asked} = scripted(one =>
      batch(Object.fromEntries(commandsOf(one).map((text, index) => [`c${index}`, text]))),
    );
    const results = await client.readMany(commands(101));
    expect(asked.map(one => commandsOf(one).length)).toEqual([50, 50, 1]);
    expect(results.map(result => result.ok && result.result)).toEqual(
      commands(101).map(({params}) => `m?id=${params.id}`),
    );
  });

  it('of none are no request', async () => {
    const {client, asked} = scripted(GOOD);
    expect(await client.readMany([])).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('that a limit held are asked again by themselves, and land where they belong; refusals stay', async () => {
    const {client, asked, pauses} = scripted(
      batch({c1: 'one'}, {c0: HELD, c2: {error: '', error_description: 'no'}, c3: HELD}),
      batch({c1: 'three'}, {c0: HELD}),
      batch({c0: 'zero'}),
    );
    const results = await client.readMany(commands(4));
    expect(results).toMatchObject([
      {result: 'zero'},
      {result: 'one'},
      {ok: false, fault: {kind: 'refused', text: 'no'}},
      {result: 'three'},
    ]);
    expect(asked.map(commandsOf)).toEqual([['m?id=0', 'm?id=1', 'm?id=2', 'm?id=3'], ['m?id=0', 'm?id=3'], ['m?id=0']]);
    expect(pauses[0]).toEqual({ms: 10_000, why: 'execution-time', method: 'm'});
  });

  it('that are never answered end as trouble', async () => {
    const {client} = scripted(batch({}, {c0: HELD}));
    await expect(client.readMany(commands(1))).rejects.toMatchObject({problem: 'busy'});
    const without = scripted(batch({}));
    await expect(without.client.readMany(commands(1))).rejects.toMatchObject({problem: 'unreachable'});
  });

  it('whose batch is refused as a whole are explained', async () => {
    const {client} = scripted(new PortalFault('refused', 'batch', 'ERROR_METHOD_NOT_FOUND', 'Method not found!'));
    await expect(client.readMany(commands(1))).rejects.toMatchObject({name: 'PortalTrouble', problem: 'refused'});
  });
});

describe('the pace', () => {
  it('lets 49 requests go, then two a second, and says when that is worth saying', async () => {
    const {client, clock, pauses} = scripted(GOOD);
    for (let count = 0; count < 53; count += 1) await client.read('m', {});
    expect(clock.waits).toEqual([500, 500, 500, 500]);
    expect(pauses).toEqual([]);
  });

  it('slows for others behind the same address after a 503', async () => {
    const {client, clock} = scripted(fault('too-many'), GOOD);
    await client.read('m', {});
    await client.read('m', {});
    await client.read('m', {});
    expect(clock.waits[0]).toBe(1000);
    expect(clock.waits.slice(1)).toEqual([500, 500]);
  });

  it('holds requests that come at the same time apart', async () => {
    const {client, clock} = scripted(GOOD);
    const began = clock.now();
    await Promise.all(Array.from({length: 60}, () => client.read('m', {})));
    expect(clock.now() - began).toBeGreaterThanOrEqual(5500);
  });
});
