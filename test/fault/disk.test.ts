// A disk that fills up, with the file size limit of the shell: the journal stops growing at the plan, or in mid-run.
import {expect, onTestFinished, test} from 'vitest';
import {openScreen} from '../terminal/screen.ts';
import {ANNA, IVAN, stage} from '../terminal/stage.ts';

/** So many that the journal has to grow while they are moved. */
const MANY = {records: [{table: 31, responsible: ANNA, count: 1500}]} as const;

/** Runs the job with files no larger than this. */
async function runWithin(kilobytes: number) {
  const on = await stage(MANY);
  const screen = openScreen({
    home: on.home,
    env: {B24_HANDOVER_WEBHOOK: on.webhook},
    columns: 200,
    shell: `ulimit -f ${kilobytes}; $B24 run --leaver ${ANNA} --to ${IVAN} --yes --rehire always; echo "ended with $?"`,
  });
  onTestFinished(() => screen.dispose());
  const text = await screen.until(/ended with \d+/);
  return {
    text,
    active: on.portal.snapshot().people.find(person => person.id === ANNA)?.active,
    moved: on.portal.ledger.filter(write => write.method === 'crm.item.update').length,
    switched: on.portal.ledger.filter(write => write.method === 'user.update').length,
  };
}

test('a disk that is full at the plan: exit 6, the file is named, nothing is sent', async () => {
  const {text, moved, switched} = await runWithin(60);
  expect(text).toMatch(/ended with 6/);
  expect(text).toMatch(/journal\.sqlite/);
  expect([moved, switched]).toEqual([0, 0]);
});

test('a disk that fills up while the account is open: exit 6, the file is named, the account is shut', async () => {
  const {text, active, moved, switched} = await runWithin(600);
  expect(text).toMatch(/ended with 6/);
  expect(text).toMatch(/journal\.sqlite/);
  expect(text).toMatch(/^account {2}Anna Petrova: dismissed, read back/m);
  expect(moved).toBeGreaterThan(0);
  expect(moved).toBeLessThan(1500);
  expect(switched).toBe(2);
  expect(active).toBe(false);
});
