import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {changes} from './portal-state.ts';
import {lastObject} from './program.ts';
import {ANNA, IVAN, MARIA, perType, stage} from './stage.ts';

const run = ['run', '--leaver', String(ANNA), '--yes', '--json'];

test('exactly the records of a file, each to whom it says, and nothing else', async () => {
  const on = await stage();
  const before = await on.state();
  const leads = [...before.responsible.keys()].filter(
    name => name.startsWith('lead ') && before.responsible.get(name) === ANNA,
  );
  const [first = '', second = ''] = leads;
  const path = join(on.home, 'ids.csv');
  writeFileSync(
    path,
    `type,id,successor\n${[first, second].map(name => name.replace(' ', ',')).join(`,${MARIA}\n`)},${IVAN}\n`,
  );
  const ended = await on.run([...run, '--ids-file', path]);
  expect({code: ended.code, stderr: ended.stderr}).toMatchObject({code: 0});
  const after = await on.state();
  expect([...changes(before, after).keys()].sort()).toEqual([first, second].sort());
  expect(after.responsible.get(first)).toBe(MARIA);
  expect(after.responsible.get(second)).toBe(IVAN);
  expect(lastObject(ended)).toMatchObject({planned: 2, moved: 2, left: 0, new: 0});
  expect(ended.stderr).toMatch(/^scope {4}leads: open and closed, 2 by id$/m);
});

test('a line that cannot be read is named, exit 2, and nothing is asked of the portal', async () => {
  const on = await stage();
  const path = join(on.home, 'ids.csv');
  writeFileSync(path, 'lead,1,12\nlead,2 ,12\n');
  const ended = await on.run([...run, '--ids-file', path]);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/line 2: there is white space around a cell/);
  expect(on.portal.ledger).toEqual([]);
});

test('two people share by turns, in a request of JSON that is pinned and carried out', async () => {
  const on = await stage();
  const path = join(on.home, 'request.json');
  const scope = [{type: 'contact', state: 'all'}];
  writeFileSync(path, JSON.stringify({leaver: ANNA, scope, to: {kind: 'turns', among: [IVAN, MARIA]}}));
  const planned = await on.run(['plan', '--request', path, '--json']);
  const {plan, successors} = lastObject<{plan: string; successors: {id: number; records: number; holdsOpen: number}[]}>(
    planned,
  );
  expect(successors.map(({id, records, holdsOpen}) => [id, records, holdsOpen])).toEqual([
    [IVAN, 2, 2],
    [MARIA, 1, 2],
  ]);
  const before = await on.state();
  const ended = await on.run(['apply', plan, '--yes', '--json']);
  expect(ended.code).toBe(0);
  expect(perType(changes(before, await on.state()).keys())).toEqual({contact: 3});
});

test('a pipeline that the portal does not have is refused with those that it has', async () => {
  const on = await stage();
  const ended = await on.run([...run, '--to', '12', '--type', 'deal', '--pipeline', '3']);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(
    /deal has no pipeline 3; it has 0 \(General\), 2 \(Wholesale\), 5 \(Service contracts\)/,
  );
  expect(lastObject(ended)).toMatchObject({exit: 2, error: {problem: 'usage'}});
});

test('tasks by name: each once, with the activity of one, and a key without the scope is told what it lacks', async () => {
  const records = [
    {table: 'task', responsible: ANNA, count: 3},
    {table: 'task', responsible: ANNA, columns: {status: 5, activityId: 1}},
    {table: 'task', responsible: MARIA, count: 2},
    {
      table: 6,
      responsible: ANNA,
      columns: {PROVIDER_ID: 'CRM_TASKS_TASK', PROVIDER_TYPE_ID: 'TASKS_TASK', ASSOCIATED_ENTITY_ID: 4},
    },
  ] as const;
  const on = await stage({records});
  const left = await on.run([...run, '--to', String(IVAN), '--type', 'activity']);
  expect(left.code).toBe(0);
  // The activity took its task along: there the type is not even named.
  expect(on.portal.ledger.map(({table, sideEffect}) => `${table} ${sideEffect}`)).toContain('task false');
  const rest = await on.run([...run, '--to', String(MARIA), '--type', 'task']);
  expect({code: rest.code, stderr: rest.stderr}).toMatchObject({code: 0});
  expect(rest.stderr).toMatch(/^tasks {4}3 of 3 moved$/m);
  expect(lastObject(rest)).toMatchObject({planned: 3, moved: 3, left: 0, new: 0});
  const holders = on.portal.snapshot().records.filter(({table}) => table === 'task');
  expect(holders.map(({responsible}) => responsible)).toEqual([MARIA, MARIA, MARIA, IVAN, MARIA, MARIA]);

  const blind = await stage({records, scopes: ['crm', 'user', 'department']});
  const refused = await blind.run([...run, '--to', String(IVAN), '--type', 'task']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--type: this key cannot see tasks. Tick the permission "task" in its webhook');
  expect(blind.portal.ledger).toEqual([]);
});
