import type {Binding, Range} from '../../domain/forecast/forecast.ts';
import {oneLine} from '../../domain/text.ts';
import type {ForecastWords} from '../common.ts';
import {counted, format} from './format.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Shorter times are not told apart. */
const LEAST_MS = 5000;
/** A range as narrow as this is one figure. */
const NARROW = 1.3;

/** Rounded as far as anybody can know it: to 5 s, from two minutes on to minutes, from two hours on to quarters of an hour. */
function rounded(ms: number): number {
  const step = ms < 2 * MINUTE ? LEAST_MS : ms < 2 * HOUR ? MINUTE : 15 * MINUTE;
  return Math.max(LEAST_MS, Math.round(ms / step) * step);
}

function time([least, most]: Range): string {
  const [low, high] = [rounded(least), rounded(most)];
  if (high <= low * NARROW || high <= 2 * LEAST_MS) return format.duration(high);
  const [from, to] = [format.duration(low), format.duration(high)];
  const unit = / (s|min|h)$/.exec(to)?.[0] ?? '';
  const isOneUnit = unit !== '' && from.endsWith(unit) && !to.slice(0, -unit.length).includes(' ');
  return `${isOneUnit && !from.slice(0, -unit.length).includes(' ') ? from.slice(0, -unit.length) : from} to ${to}`;
}

function binds(binding: Binding): string {
  if (binding.by !== 'execution-time') return BINDS[binding.by];
  return `execution time of ${binding.method === 'batch' ? 'batches' : oneLine(binding.method, 60)}`;
}

const BINDS: Readonly<Record<Exclude<Binding['by'], 'execution-time'>, string>> = {
  'request-limit': 'the request limit',
  latency: 'how fast it answers',
};

export const forecast: ForecastWords = {
  time,
  binds,
  whole: ({seconds: [least, most], requests, binds: binding}) =>
    `about ${time([least * 1000, most * 1000])}, ${counted(requests, 'request')}; what binds: ${binds(binding)}`,
};
