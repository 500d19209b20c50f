// How long it takes from a key to the screen that answers it, in the built program: among twenty thousand people, and
// while a run works. Medians and the longest of all. `npm run bench` builds the program first.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {temporaryHome} from '../test/terminal/environment.ts';
import {KEY, openScreen, type Screen} from '../test/terminal/screen.ts';
import {chooseSuccessor, startPlan} from '../test/terminal/walk.ts';
import {type Figure, median, printFigures} from './lib/table.ts';

const PEOPLE = 20_000;
const RECORDS = 6000;
const ROUNDS = 20;
const GOAL_MS = 50;

export async function keyFigures(): Promise<Figure[]> {
  using home = temporaryHome();
  const portal = spawn(process.execPath, [join(import.meta.dirname, 'keys/portal.ts'), `${PEOPLE}`, `${RECORDS}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [webhook] = (await once(portal.stdout.setEncoding('utf8'), 'data')) as [string];
  const screen = openScreen({home: home.path, env: {B24_HANDOVER_WEBHOOK: webhook.trim()}});
  try {
    await screen.until(new RegExp(`❯ Anna Petrova +#42 .* 6,000`));
    const figures = [
      figure(`down and up among ${PEOPLE} people`, await downAndUp(screen)),
      figure(`a letter of a search among ${PEOPLE} people`, await letters(screen)),
    ];
    for (const letter of '#42') await screen.type(letter);
    await screen.until(/❯ Anna Petrova +#42/);
    await screen.type(KEY.enter);
    await screen.until('Enter go on');
    await screen.type(KEY.enter);
    await screen.until('Scope 4/7');
    await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
    await startPlan(screen, RECORDS);
    await screen.until(/\d a second/);
    figures.push(figure('slower and faster during a run', await slowerAndFaster(screen)));
    return figures;
  } finally {
    screen.dispose();
    portal.stdin.end();
    await once(portal, 'close');
  }
}

/** From the key to the screen that answers it. */
async function answered(screen: Screen, key: string, shows: RegExp | string): Promise<number> {
  const begun = performance.now();
  await screen.type(key);
  await screen.until(shows);
  return performance.now() - begun;
}

async function downAndUp(screen: Screen): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS / 2; round += 1) {
    times.push(await answered(screen, KEY.down, /❯ (?!Anna)/));
    times.push(await answered(screen, KEY.up, /❯ Anna/));
  }
  return times;
}

/** Letters that are typed and taken away again, each waited for. */
async function letters(screen: Screen): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS / 4; round += 1) {
    let typed = '';
    for (const letter of ['n', 'u', 'm', 'b']) {
      typed += letter;
      times.push(await answered(screen, letter, new RegExp(`/ ${typed}▏`)));
    }
    for (; typed !== ''; typed = typed.slice(0, -1)) await screen.type(KEY.backspace);
    await screen.until('/ ▏');
  }
  return times;
}

async function slowerAndFaster(screen: Screen): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS / 2; round += 1) {
    times.push(await answered(screen, '-', 'At most 1 request'));
    const begun = performance.now();
    await screen.type('+');
    await screen.untilGone('At most 1 request');
    times.push(performance.now() - begun);
  }
  return times;
}

function figure(what: string, times: readonly number[]): Figure {
  const [middle, longest] = [median(times), Math.max(...times)];
  return {
    what: `key to screen: ${what}`,
    came: `${middle.toFixed(0)} ms (longest of ${times.length}: ${longest.toFixed(0)} ms)`,
    goal: `at most ${GOAL_MS} ms`,
    reached: middle <= GOAL_MS,
  };
}

if (process.argv[1] === import.meta.filename) printFigures(await keyFigures());
