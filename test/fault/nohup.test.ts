import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {openScreen} from '../terminal/screen.ts';
import {ANNA, IVAN, stage, wrongsOf} from '../terminal/stage.ts';
import {untilActive, untilText} from './until.ts';

const JOB = `run --leaver ${ANNA} --to ${IVAN} --yes --rehire when-refused`;

test('under nohup a run goes on when its terminal is closed, and shuts the account', async () => {
  const on = await stage({cost: {'crm.activity.update': 400}});
  const before = await on.state();
  const log = join(on.home, 'nohup.log');
  const screen = openScreen({
    home: on.home,
    env: {B24_HANDOVER_WEBHOOK: on.webhook},
    shell: `nohup $B24 ${JOB} > ${log} 2>&1 < /dev/null & sleep 600`,
  });
  onTestFinished(() => screen.dispose());
  await untilText(log, /^account {2}OPEN/m, 30_000);
  screen.hangUp();
  await untilText(log, /^report/m, 30_000);
  const said = readFileSync(log, 'utf8');
  expect(said).toMatch(/^proof {4}0 left/m);
  expect(said).not.toMatch(/^stop/m);
  await untilActive(on, ANNA, false, 5000);
  expect(wrongsOf(before, await on.state(), () => IVAN)).toEqual([]);
});
