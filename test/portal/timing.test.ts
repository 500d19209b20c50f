import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {runsOf} from '../../source/domain/pace/seen.ts';
import {readBatch} from '../../source/portal/batch.ts';
import {seenIn, timesOf} from '../../source/portal/timing.ts';

interface Block {
  readonly start: number;
  readonly finish: number;
  readonly operating?: number | null;
  readonly operating_reset_at?: unknown;
}
interface Example {
  readonly method: string;
  readonly response: {readonly result: unknown; readonly time?: Block} | null;
}
const file = new URL('../contract/rest-examples.json', import.meta.url);
const examples = JSON.parse(readFileSync(file, 'utf8')) as Example[];
const blocks = examples.flatMap(({method, response}): [string, Block][] =>
  response?.time ? [[method, response.time]] : [],
);

describe('documented time blocks', () => {
  it.each(blocks)('%s: what is told is read, and nothing else', (_, block) => {
    const times = timesOf(block);
    expect(times).toMatchObject({start: block.start, finish: block.finish});
    expect('operating' in times).toBe(typeof block.operating === 'number');
    expect('resetAt' in times).toBe(typeof block.operating_reset_at === 'number');
  });

  it.each(blocks)('%s: a whole second as start is no duration', (_, block) => {
    const [run] = runsOf([{method: 'm', ok: true, ...timesOf(block)}]);
    const difference = block.finish - block.start;
    expect(run?.atMost).toBeCloseTo(Math.max(0, Math.min(60, difference)), 5);
    expect(run?.seconds === undefined).toBe(Number.isInteger(block.start));
  });

  it('are there in each form', () => {
    const some = (is: (block: Block) => boolean): number => blocks.filter(([, block]) => is(block)).length;
    expect(some(({start}) => Number.isInteger(start))).toBeGreaterThan(10);
    expect(some(({start}) => !Number.isInteger(start))).toBeGreaterThan(10);
    expect(some(({operating}) => typeof operating !== 'number')).toBeGreaterThan(3);
    expect(some(block => typeof block.operating_reset_at !== 'number')).toBeGreaterThan(10);
  });

  it('of a batch belong to the commands that were carried out', () => {
    const answer = {
      result: {c0: true, c2: true},
      result_error: {c1: {error: 'NOT_FOUND', error_description: ''}},
      result_time: {
        c0: {start: 1_779_804_944, finish: 1_779_804_944.5, operating: 0.5, operating_reset_at: 1_779_805_544},
        c2: {start: 1_779_804_944, finish: 1_779_804_944.7},
      },
    };
    const commands = ['a', 'b', 'c'].map(method => ({method, params: {}, kind: `${method} deal`}));
    expect(
      seenIn(
        commands,
        readBatch(commands, answer, text => text),
      ),
    ).toEqual([
      {
        method: 'a',
        kind: 'a deal',
        ok: true,
        start: 1_779_804_944,
        finish: 1_779_804_944.5,
        operating: 0.5,
        resetAt: 1_779_805_544,
      },
      {method: 'b', kind: 'b deal', ok: false},
      {method: 'c', kind: 'c deal', ok: true, start: 1_779_804_944, finish: 1_779_804_944.7},
    ]);
  });

  it.each([[undefined], [null], ['x'], [[]], [{finish: '1', operating: NaN}], [{finish: -1, start: Infinity}]])(
    'that are none tell nothing: %j',
    time => {
      expect(timesOf(time)).toEqual({});
    },
  );
});
