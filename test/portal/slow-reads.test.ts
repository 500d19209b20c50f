import {describe, expect, it} from 'vitest';
import {Reference, type Command} from '../../source/portal/encode.ts';
import {PortalFault} from '../../source/portal/faults.ts';
import {batch, commandsOf, scripted, type Asked} from './script.ts';

const commands = (count: number): Command[] => Array.from({length: count}, (_, id) => ({method: 'm', params: {id}}));
const lost = new PortalFault('lost', 'batch', 'HTTP 504', '', 504);

/** A portal that takes so long for each read, and is cut off after a minute. */
function slow(secondsEach: number) {
  const on: ReturnType<typeof scripted> = scripted((one: Asked) => {
    const cmd = one.body['cmd'] as Record<string, string>;
    const seconds = Object.keys(cmd).length * secondsEach;
    on.clock.pass(Math.min(60, seconds) * 1000);
    if (seconds > 60) return lost;
    return batch(Object.fromEntries(Object.entries(cmd).map(([key, text]) => [key, text])));
  });
  return on;
}

describe('reads of a slow portal', () => {
  it('that got no answer are asked for by halves, and all come back in order', async () => {
    const {client, asked} = slow(4);
    const results = await client.readMany(commands(28));
    expect(results.map(result => result.ok && result.result)).toEqual(
      commands(28).map(({params}) => `m?id=${Number(params['id'])}`),
    );
    expect(asked.slice(0, 2).map(one => commandsOf(one).length)).toEqual([28, 14]);
    // What was seen to come in time is what the next ones are sized by: 20 s.
    expect(Math.max(...asked.slice(2).map(one => commandsOf(one).length))).toBeLessThanOrEqual(5);
    const before = asked.length;
    await client.readMany(commands(10));
    expect(asked.slice(before).map(one => commandsOf(one).length)).toEqual([5, 5]);
  });

  it('of 8 s each come all the same, to whoever named no patience', async () => {
    const {client} = slow(8);
    expect((await client.readMany(commands(47))).every(({ok}) => ok)).toBe(true);
  });

  it('are never split below one, and end as trouble where one is too slow', async () => {
    const {client, asked} = slow(61);
    await expect(client.readMany(commands(4), {patienceMs: 30 * 60_000})).rejects.toMatchObject({
      problem: 'unreachable',
    });
    expect(asked.map(one => commandsOf(one).length).slice(0, 4)).toEqual([4, 2, 1, 1]);
  });

  it('keep to a patience that was named', async () => {
    const {client, clock} = slow(61);
    const began = clock.now();
    await expect(client.readMany(commands(4), {patienceMs: 60_000})).rejects.toMatchObject({problem: 'unreachable'});
    expect(clock.now() - began).toBe(60_000);
  });

  it('that build on each other stay together; of a chain that is too long only the beginning is asked for', async () => {
    const page = (list: string, at: number): Command => ({
      method: 'm.list',
      name: `${list}p${at}`,
      params: {filter: {from: at === 0 ? 0 : new Reference(`${list}p${at - 1}`, [49])}},
    });
    const chain = (list: string, pages: number): Command[] => Array.from({length: pages}, (_, at) => page(list, at));
    const {client, asked} = slow(8);
    const results = await client.readMany([...chain('a', 10), ...chain('b', 3)]);
    expect(results).toHaveLength(13);
    const names = asked.map(({body}) => Object.keys(body['cmd'] as object));
    expect(names[1]).toEqual(['ap0', 'ap1', 'ap2', 'ap3', 'ap4', 'ap5']);
    expect(results.slice(0, 6).every(({ok}) => ok)).toBe(true);
    expect(results[6]).toMatchObject({ok: false, fault: {code: 'NOT_ASKED'}});
    // The head of the other list is asked for in any case.
    expect(results[10]).toMatchObject({ok: true});
  });
});
