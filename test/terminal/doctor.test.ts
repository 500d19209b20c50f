// `doctor` through the built program: on the built-in portal, on one that deviates, and in a narrow terminal.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {temporaryHome} from './environment.ts';
import {codeIn, holds} from './leaks.ts';
import {lastObject, runProgram} from './program.ts';
import {openScreen} from './screen.ts';
import {stage} from './stage.ts';

test('the built-in portal: all that a handover needs holds', async () => {
  using home = temporaryHome();
  const ended = await runProgram(['doctor', '--demo', '--json'], {home: home.path});
  expect(lastObject(ended)).toMatchObject({command: 'doctor', exit: 0, holds: true, portal: {demo: true}});
  expect(ended.code).toBe(0);
});

test('a portal that deviates: 1, and a file without its address or secret', async () => {
  const on = await stage({owner: 12, withoutTimes: true});
  const file = join(on.home, 'report.json');
  const ended = await on.run(['doctor', '--report', file]);
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/^differs ! administrator: /m);
  expect(ended.stdout).toMatch(/^differs {2}times: /m);
  const report = readFileSync(file, 'utf8');
  expect(holds(report, codeIn(on.webhook) ?? '?')).toBe(false);
  expect(report).not.toContain(new URL(on.webhook).host);
  expect(on.portal.ledger).toEqual([]);
});

test('a key that is refused: 4, as everywhere', async () => {
  const on = await stage({subscription: false});
  const ended = await on.run(['doctor', '--json']);
  expect(ended.code).toBe(4);
  expect(lastObject(ended)).toMatchObject({command: 'doctor', error: {problem: 'no-subscription'}});
});

test('in a terminal of 40 columns no word is cut', async () => {
  const on = await stage();
  const shell = '$B24 doctor; echo "ended with $?"';
  const screen = openScreen({home: on.home, env: {B24_HANDOVER_WEBHOOK: on.webhook}, columns: 40, rows: 90, shell});
  onTestFinished(() => screen.dispose());
  const text = await screen.until(/ended with 0/);
  expect(text).toMatch(/^ok {7}administrator: the key is an\n {9}administrator’s: it sees/m);
});
