// How close a run comes to what no program can beat, against the local portal with its limits on.
//   node bench/pace.ts [--only 10000]     cases whose name holds this
import {inChild} from './lib/child.ts';
import {type Figure, printFigures} from './lib/table.ts';
import {boundOf} from './pace/bound.ts';
import {CASES} from './pace/cases.ts';
import type {Paced} from './pace/run.ts';

const GOAL = 1.1;

/** @param only part of the names of the cases wanted; all if empty */
export async function paceFigures(only: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const one of CASES.filter(({name}) => name.split(/[ ,]+/).includes(only) || only === '' || name === only)) {
    const took = await inChild<Paced>('pace/run.ts', one.name);
    const bound = boundOf(one);
    const ratio = took.seconds / bound.seconds;
    const records = one.types.reduce((sum, type) => sum + type.records, 0);
    const isLarge = records >= 10_000;
    figures.push({
      what: one.name,
      came:
        `${took.seconds.toFixed(0)} s, ${took.requests} requests, ${took.tooMany} × 503, ${took.held} × 429` +
        `; bound ${bound.seconds.toFixed(0)} s, ${bound.requests} requests (${bound.by}); ratio ${ratio.toFixed(2)}` +
        (took.moved === records ? '' : `; ONLY ${took.moved} MOVED`) +
        `; ${took.cpuSeconds.toFixed(1)} s of processor`,
      goal: isLarge ? `ratio ${GOAL.toFixed(2)}, no 503, no 429` : '',
      ...(isLarge ? {reached: ratio <= GOAL && took.tooMany + took.held === 0 && took.moved === records} : {}),
    });
  }
  return figures;
}

if (process.argv[1] === import.meta.filename) {
  const at = process.argv.indexOf('--only');
  printFigures(await paceFigures(at < 0 ? '' : (process.argv[at + 1] ?? '')));
}
