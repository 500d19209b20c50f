// Makes the README's pictures: starts the built program on the built-in portal in a pseudo-terminal, goes through the
// wizard as a person does, and draws what the terminal shows. `npm run pictures`.
import {mkdirSync, writeFileSync} from 'node:fs';
import {temporaryHome} from '../test/terminal/environment.ts';
import {KEY, openScreen, type Screen} from '../test/terminal/screen.ts';
import {chooseSuccessor, leave} from '../test/terminal/walk.ts';
import {drawScreen} from './svg.ts';

const FOLDER = 'docs/pictures';

function draw(screen: Screen, name: string, title: string): void {
  writeFileSync(`${FOLDER}/${name}.svg`, drawScreen(screen.terminal, title));
  process.stdout.write(`${FOLDER}/${name}.svg\n`);
}

async function wizard(home: string): Promise<void> {
  const screen = openScreen({args: ['demo', '--reset'], home, columns: 80, rows: 26});
  try {
    await screen.until(/Anna Petrova +#42 .* 1,279/);
    await screen.until('5 of 5 counted');
    draw(screen, '2-leaver', 'The dismissed, those who still hold records first');
    await screen.type(KEY.enter);
    await screen.until('Enter go on');
    draw(screen, '3-tally', 'What the leaver holds, open and closed apart');
    await screen.type(KEY.enter);
    await screen.until('Scope 4/7');
    await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
    draw(screen, '4-scope', 'What is taken, and who receives it');
    await screen.type(KEY.enter);
    await screen.until('Type 1279 and Enter to start: ▏');
    // Names of those whom activities follow to come a moment later.
    await screen.untilGone(/^ +#\d+ /m);
    // A plan is read whole: a larger window shows all that it says.
    screen.resize(80, 36);
    await screen.until(/Kept +/);
    await screen.until('Type 1279 and Enter to start: ▏');
    draw(screen, '5-plan', 'The plan, before anything is written');
    screen.resize(80, 26);
    await screen.untilGone(/Kept +/);
    await screen.until('Type 1279 and Enter to start: ▏');
    for (const digit of '1279') await screen.type(digit);
    await screen.until('start: 1279');
    await screen.type(KEY.enter);
    await screen.until(/Deals +█+/);
    draw(screen, '6-run', 'The run');
    await screen.until('❯ Cancel: leave');
    await screen.untilGone('(one moment)');
    draw(screen, '6-question', 'The question before the account is opened');
    await screen.type(KEY.down);
    await screen.until('❯ Hire back, move, dismiss');
    await screen.type(KEY.enter);
    await screen.until(/can sign in since[^]*Invoices +█+/);
    draw(screen, '6-account-open', 'The run while the account is open');
    await screen.until(/0 left/);
    draw(screen, '7-proof', 'The proof');
    await leave(screen);
  } finally {
    screen.dispose();
  }
}

async function lines(home: string): Promise<void> {
  const args = ['run', '--profile', 'demo', '--leaver', '84', '--to', '12', '--yes', '--rehire', 'when-refused'];
  const screen = openScreen({
    shell: `printf '$ b24-handover ${args.join(' ')}\\n'; $B24 ${args.join(' ')}`,
    home,
    columns: 100,
    rows: 26,
  });
  try {
    await screen.exit();
    draw(screen, 'run', 'The same in plain lines, without a wizard');
  } finally {
    screen.dispose();
  }
}

mkdirSync(FOLDER, {recursive: true});
using home = temporaryHome();
await wizard(home.path);
await lines(home.path);
