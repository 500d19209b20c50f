// How long the built program takes to start: medians of ten. `npm run bench` builds it first.
import {spawn} from 'node:child_process';
import {cleanEnv, PROGRAM, temporaryHome} from '../test/terminal/environment.ts';
import {start} from '../test/terminal/program.ts';
import {openScreen} from '../test/terminal/screen.ts';
import {type Figure, median, printFigures} from './lib/table.ts';

const ROUNDS = 10;
const GOAL_PRINTED = 0.12;
const GOAL_SCREEN = 0.35;

export async function startFigures(): Promise<Figure[]> {
  using home = temporaryHome();
  const serving = start(['demo', '--serve'], {home: home.path, input: null});
  await serving.until(/^http:\S+\n/m);
  try {
    return [
      // What no program of ours can be quicker than, on this machine as it is now.
      await figure('Node itself, an empty program', () => ends(home.path, '-e', '')),
      await figure('--version', () => ends(home.path, PROGRAM, '--version'), GOAL_PRINTED),
      await figure('--help', () => ends(home.path, PROGRAM, '--help')),
      await figure('first screen', () => shows(home.path, [], /Portal 1\/7/), GOAL_SCREEN),
      await figure('demo, first frame', () => shows(home.path, ['demo'], /\S/)),
      // Signed in: the requests for that are in it, each with the 40 ms that the demo portal takes on purpose.
      await figure(
        'demo, first screen that knows the portal',
        () => shows(home.path, ['demo'], /DEMO PORTAL/),
        GOAL_SCREEN,
      ),
    ];
  } finally {
    serving.child.kill('SIGTERM');
    await serving.ended;
  }
}

async function figure(what: string, once: () => Promise<number>, goal?: number): Promise<Figure> {
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) seconds.push(await once());
  const came = median(seconds);
  return {
    what: `start: ${what}`,
    came: `${came.toFixed(3)} s (${Math.min(...seconds).toFixed(3)} to ${Math.max(...seconds).toFixed(3)})`,
    goal: goal === undefined ? '' : `at most ${goal} s`,
    ...(goal === undefined ? {} : {reached: came <= goal}),
  };
}

async function ends(home: string, ...args: readonly string[]): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {env: cleanEnv(home), stdio: 'ignore'});
  const code = await new Promise(resolve => child.on('close', resolve));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}`);
  return (performance.now() - begun) / 1000;
}

async function shows(home: string, args: readonly string[], wanted: RegExp): Promise<number> {
  const begun = performance.now();
  const screen = openScreen({home, args});
  try {
    await screen.until(wanted);
    return (performance.now() - begun) / 1000;
  } finally {
    screen.dispose();
  }
}

if (process.argv[1] === import.meta.filename) printFigures(await startFigures());
