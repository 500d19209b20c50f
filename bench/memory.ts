// How much memory pinning takes: 10,000 and 1,000,000 records, each in processes of their own, three times.
import {inChild} from './lib/child.ts';
import {type Figure, median, printFigures} from './lib/table.ts';
import type {Pinned} from './memory/pin.ts';

const GOAL = 1.3;
const ROUNDS = 3;

export async function memoryFigures(): Promise<Figure[]> {
  const [few, many] = [await pinned(10_000), await pinned(1_000_000)];
  const ratio = many.peakKb / few.peakKb;
  return [
    ...[few, many].map(({records, peakKb, seconds}) => ({
      what: `pinning ${records} records, peak of the process`,
      came: `${Math.round(peakKb / 1024)} MB in ${seconds.toFixed(1)} s`,
      goal: '',
    })),
    {what: 'ratio of the two', came: ratio.toFixed(2), goal: `at most ${GOAL}`, reached: ratio <= GOAL},
  ];
}

async function pinned(records: number): Promise<Pinned> {
  const rounds: Pinned[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await inChild<Pinned>('memory/pin.ts', String(records)));
  return {
    records: rounds[0]?.records ?? 0,
    peakKb: median(rounds.map(one => one.peakKb)),
    seconds: median(rounds.map(one => one.seconds)),
  };
}

if (process.argv[1] === import.meta.filename) printFigures(await memoryFigures());
