import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {batchBody, readBatch, type CommandResult} from '../../source/portal/batch.ts';
import type {Command} from '../../source/portal/encode.ts';
import {PortalFault, refusalText} from '../../source/portal/faults.ts';
import {asJson} from './php-json.ts';

const commands = (count: number): Command[] =>
  Array.from({length: count}, (_, index) => ({method: `m${index}`, params: {id: index + 1}}));
const readAll = (count: number, answer: unknown): CommandResult[] => readBatch(commands(count), answer, text => text);
const fault = (result: CommandResult | undefined): PortalFault | undefined =>
  result && !result.ok ? result.fault : undefined;
const REFUSAL = {error: 'ACCESS_DENIED', error_description: 'Access denied'};

/** The answer of a portal to that many commands of which these failed, its containers as PHP writes them. */
function answerOf(count: number, failed: ReadonlySet<number>): unknown {
  const of = (value: (index: number) => unknown, take: (index: number) => boolean): unknown =>
    asJson(
      new Map(
        Array.from({length: count}, (_, index) => index)
          .filter(take)
          .map(index => [`c${index}`, value(index)]),
      ),
    );
  const good = (index: number): boolean => !failed.has(index);
  return {
    result: of(index => ({item: {id: index + 1}}), good),
    result_error: of(
      () => REFUSAL,
      index => failed.has(index),
    ),
    result_total: of(index => index, good),
    result_next: [],
    result_time: of(index => ({start: 1_779_804_944, finish: 1_779_804_944.5 + index}), good),
  };
}

describe('the body of a batch', () => {
  it('goes on after a failure and names each command', () => {
    expect(batchBody(commands(2))).toEqual({halt: 0, cmd: {c0: 'm0?id=1', c1: 'm1?id=2'}});
  });

  it('calls commands by their own names where they have some', () => {
    const named = [{method: 'a', params: {}, name: 'l0p1'}, ...commands(2).slice(1)];
    expect(batchBody(named)).toEqual({halt: 0, cmd: {l0p1: 'a', c1: 'm1?id=2'}});
    const answer = {result: {c1: 'second', l0p1: 'first'}, result_error: []};
    expect(readBatch(named, answer, text => text)).toMatchObject([{result: 'first'}, {result: 'second'}]);
  });

  it.each([[['a', 'a']], [['c1', 'b']], [['0', 'b']], [['a]', 'b']]])('refuses the names %j', names => {
    expect(() => batchBody(names.map(name => ({method: 'm', params: {}, name})))).toThrow(Error);
  });

  it.each([0, 51])('of %i commands is refused: the portal would drop some', count => {
    expect(() => batchBody(commands(count))).toThrow(String(count));
  });
});

describe('the answers of a batch go to the commands they belong to (field report F3)', () => {
  it.each([
    ['none', []],
    ['the first', [0]],
    ['the last', [49]],
    ['the first and third', [0, 2]],
    ['all', Array.from({length: 50}, (_, index) => index)],
  ])('%s of 50 failed', (_, failed) => {
    const results = readAll(50, answerOf(50, new Set(failed)));
    expect(results.flatMap((result, index) => (result.ok ? [] : [index]))).toEqual(failed);
    results.forEach((result, index) => {
      if (result.ok) expect(result.result).toEqual({item: {id: index + 1}});
      else expect(result.fault).toMatchObject({kind: 'refused', method: `m${index}`, code: 'ACCESS_DENIED'});
    });
  });

  it('whatever set of them failed', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 50}), fc.array(fc.nat(49)), (count, some) => {
        const failed = new Set(some.filter(index => index < count));
        const results = readAll(count, answerOf(count, failed));
        expect(results).toHaveLength(count);
        expect(new Set(results.flatMap((result, index) => (result.ok ? [] : [index])))).toEqual(failed);
      }),
    );
  });

  it('with total 0, null and empty results as results', () => {
    const answer = {result: {c0: null, c1: [], c2: false}, result_error: [], result_total: {c1: 0}, result_next: []};
    expect(readAll(3, answer)).toEqual([
      {ok: true, result: null},
      {ok: true, result: [], total: 0},
      {ok: true, result: false},
    ]);
  });

  it('with the portal’s clock at the end of each', () => {
    expect(readAll(2, answerOf(2, new Set())).map(result => result.ok && result.times?.finish)).toEqual([
      1_779_804_944.5, 1_779_804_945.5,
    ]);
  });
});

describe('an error is there when its key is (trap 8)', () => {
  it.each([
    ['empty', {error: '', error_description: 'Access denied.'}, '', 'Access denied.'],
    [
      '"0"',
      {error: '0', error_description: 'Action on the task is not allowed'},
      '0',
      'Action on the task is not allowed',
    ],
    ['the number 0', {error: 0, error_description: ''}, '0', '0'],
    ['400', {error: '400', error_description: 'Mysql query error'}, '400', 'Mysql query error'],
    ['without any word', {error: '', error_description: ''}, '', 'the portal gave no reason'],
    ['null', null, '', 'the portal gave no reason'],
    [
      'a fatal one of this command alone',
      {error: 'INVALID_CREDENTIALS', error_description: 'x'},
      'INVALID_CREDENTIALS',
      'x',
    ],
  ])('%s', (_, error, code, text) => {
    const [result] = readAll(1, {result: [], result_error: {c0: error}});
    expect(fault(result)).toMatchObject({kind: 'refused', code});
    expect(refusalText(fault(result) ?? {code: 'none', text: 'none'})).toBe(text);
  });

  it.each([
    ['OPERATION_TIME_LIMIT', 'execution-time'],
    ['QUERY_LIMIT_EXCEEDED', 'too-many'],
    ['INTERNAL_SERVER_ERROR', 'lost'],
  ])('%s is no refusal but %s', (error, kind) => {
    const [result] = readAll(1, {result: [], result_error: {c0: {error, error_description: ''}}});
    expect(fault(result)?.kind).toBe(kind);
  });
});

describe('a command without any answer', () => {
  it('may have run: lost, not refused', () => {
    const [first, second] = readAll(2, {result: {c1: true}, result_error: []});
    expect(fault(first)).toMatchObject({kind: 'lost', method: 'm0'});
    expect(second?.ok).toBe(true);
  });

  it('is not taken from its place in a list', () => {
    const results = readAll(2, {result: ['a', 'b'], result_error: []});
    expect(results.map(result => fault(result)?.kind)).toEqual(['lost', 'lost']);
  });

  it.each([null, 'text', {}, {result: {}}, {result: 'x', result_error: []}])('%j is no answer of a batch', answer => {
    expect(() => readAll(1, answer)).toThrow(/deviates/);
  });
});

it('texts and codes of the portal lose the secret', () => {
  const error = {error: 'E TOKEN', error_description: 'at /rest/17/TOKEN/'};
  const [result] = readBatch(commands(1), {result: [], result_error: {c0: error}}, text =>
    text.replaceAll('TOKEN', '*'),
  );
  expect(JSON.stringify([fault(result), fault(result)?.message, fault(result)?.stack])).not.toContain('TOKEN');
});

it('a key that was blocked while a batch ran is a limit, and not what the portal thinks of one command', () => {
  const error = {error: 'OVERLOAD_LIMIT', error_description: 'REST API is blocked due to overload.'};
  const answer = {result: [], result_error: {c0: error, c1: REFUSAL}, result_total: [], result_next: []};
  expect(readAll(2, answer).map(fault)).toMatchObject([{kind: 'too-many', code: 'OVERLOAD_LIMIT'}, {kind: 'refused'}]);
});
