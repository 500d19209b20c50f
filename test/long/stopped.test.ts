// A worker that is stopped (Ctrl-Z, a debugger, a laptop that sleeps) while the account is open, and wakes up later.
import {expect, it} from 'vitest';
import {untilActive} from '../fault/until.ts';
import {lastObject} from '../terminal/program.ts';
import {ANNA, IVAN, job, stage} from '../terminal/stage.ts';

it('its guard shuts the account after twenty seconds of silence; it wakes up, writes nothing more inside, and says so', async () => {
  const on = await stage({
    company: 'empty',
    records: [{table: 31, responsible: ANNA, count: 400}],
    cost: {'crm.item.update': 20},
  });
  const running = on.start(job('--rehire', 'always'));
  await running.until(/^account {2}OPEN/m);
  running.child.kill('SIGSTOP');
  await untilActive(on, ANNA, false, 40_000);
  const before = on.portal.ledger.filter(write => write.error === null && write.method === 'crm.item.update').length;
  running.child.kill('SIGCONT');
  const ended = await running.ended;
  const after = on.portal.ledger.filter(write => write.error === null && write.method === 'crm.item.update').length;
  expect(after).toBe(before);
  expect(before).toBeLessThan(400);
  expect(ended.code).toBe(1);
  expect(lastObject(ended)).toMatchObject({account: {open: false}});
  expect(ended.stderr).toMatch(/guard/);
  expect(
    on.portal.ledger.filter(
      write => write.method === 'user.update' && (write.params as {ACTIVE: string}).ACTIVE === 'Y',
    ),
  ).toHaveLength(1);
  const again = await on.run(['retry', '1', '--yes', '--json', '--rehire', 'always']);
  expect(again.code).toBe(0);
  expect(on.portal.snapshot().records.filter(record => record.responsible === IVAN)).toHaveLength(400);
});
