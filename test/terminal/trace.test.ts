// `--trace` through the built program: what stands in the file, and that nothing depends on it.
import {existsSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {untilActive} from '../fault/until.ts';
import {codeIn, holds} from './leaks.ts';
import {KEY, openScreen} from './screen.ts';
import {ANNA, job, stage, type Stage} from './stage.ts';

interface Line {
  readonly process: number;
  readonly command?: string;
  readonly method?: string;
  readonly portal?: string;
  readonly ms?: number;
}

function linesIn(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Line);
}

function refuseCode(file: string, {webhook}: Stage): void {
  expect(holds(readFileSync(file, 'utf8'), codeIn(webhook) ?? '?')).toBe(false);
}

test('a whole run is traced, for this user alone, and without the code', async () => {
  const on = await stage();
  const file = join(on.home, 'trace.jsonl');
  expect((await on.run(job('--rehire', 'when-refused', '--trace', file))).code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const sent = linesIn(file).filter(line => line.portal !== undefined);
  expect(sent).toHaveLength(on.portal.requests);
  expect(sent.map(({method}) => method)).toContain('user.update');
  refuseCode(file, on);
});

test('a file that takes no more: one warning, and the work goes on to its end', async () => {
  const on = await stage();
  const file = join(on.home, 'trace.jsonl');
  const screen = openScreen({
    home: on.home,
    env: {B24_HANDOVER_WEBHOOK: on.webhook},
    columns: 220,
    shell: `ulimit -f 4; $B24 tally --leaver ${ANNA} --trace ${file}; echo "ended with $?"`,
  });
  onTestFinished(() => screen.dispose());
  const text = await screen.until(/ended with \d+/);
  expect(text).toMatch(/ended with 0/);
  expect(text).toMatch(/^Total +21/m);
  expect(text.match(/The trace ends here/g)).toHaveLength(1);
  expect(statSync(file).size).toBeLessThanOrEqual(4096);
});

test('a file that cannot be written is bad input, before anything is asked of the portal', async () => {
  const on = await stage();
  const ended = await on.run(['leavers', '--trace', join(on.home, 'nowhere', 't')]);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/^error {4}--trace .*cannot be written \(ENOENT\)/m);
  expect(on.portal.requests).toBe(0);
});

test('the guard goes on with the trace of a run that was killed', async () => {
  const on = await stage({cost: {'crm.activity.update': 400}});
  const file = join(on.home, 'trace.jsonl');
  const running = on.start(job('--rehire', 'when-refused', '--trace', file));
  await running.until(/^account {2}OPEN/m);
  running.child.kill('SIGKILL');
  await untilActive(on, ANNA, false, 10_000);
  await running.ended;
  const lines = linesIn(file);
  const guard = lines.find(line => line.command === 'guard')?.process;
  const methods = lines.filter(line => line.process === guard && line.portal !== undefined).map(({method}) => method);
  expect(methods).toContain('user.update');
  refuseCode(file, on);
});

test('the wizard is traced from its first request', async () => {
  const on = await stage();
  const file = join(on.home, 'trace.jsonl');
  const screen = openScreen({home: on.home, env: {B24_HANDOVER_WEBHOOK: on.webhook}, args: ['--trace', file]});
  onTestFinished(() => screen.dispose());
  await screen.until(/❯ Anna Petrova/);
  await screen.type(KEY.ctrlC);
  await screen.until('Leave b24-handover?');
  await screen.type(KEY.ctrlC);
  await screen.exit();
  expect(existsSync(file)).toBe(true);
  expect(linesIn(file)[0]).toMatchObject({command: 'wizard'});
  const sent = linesIn(file).filter(line => line.portal !== undefined);
  expect(sent.length).toBeGreaterThanOrEqual(on.portal.requests);
  refuseCode(file, on);
});
