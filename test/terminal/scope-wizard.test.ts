import {expect, onTestFinished, test} from 'vitest';
import {changes} from './portal-state.ts';
import {KEY, openScreen, type Screen} from './screen.ts';
import {ANNA, IVAN, MARIA, stage} from './stage.ts';
import {chooseSuccessor, leave, toScope} from './walk.ts';

/** Anna's deals, by the portal's own list; the last four of them are won before anything begins. */
async function deals(webhook: string): Promise<readonly number[]> {
  const query = `entityTypeId=2&select[]=id&filter[assignedById]=${ANNA}&order[id]=ASC`;
  const answer = (await (await fetch(`${webhook}crm.item.list?${query}`)).json()) as {
    result: {items: readonly {id: number}[]};
  };
  const ids = answer.result.items.map(({id}) => id);
  for (const id of ids.slice(-4)) await fetch(`${webhook}crm.item.update?entityTypeId=2&id=${id}&fields[stageId]=WON`);
  return ids;
}

/** Goes down a line at a time, until this line is under the cursor. */
async function downTo(screen: Screen, line: RegExp): Promise<void> {
  for (let row = 0; row < 20 && !line.test(screen.text()); row += 1) {
    const shown = screen.text();
    await screen.type(KEY.down);
    await screen.untilGone(shown);
  }
  await screen.until(line);
}

test('deals of one stage, one of them unticked, to two by turns: planned, carried out and proved', async () => {
  const on = await stage({records: [{table: 2, responsible: ANNA, count: 12}]});
  const [first = 0, ...rest] = await deals(on.webhook);
  const others = rest.slice(0, -4);
  const count = others.length;
  const before = await on.state();
  const screen = openScreen({home: on.home, env: {B24_HANDOVER_WEBHOOK: on.webhook}});
  onTestFinished(() => screen.dispose());
  await toScope(screen, '12');
  await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
  await screen.type(KEY.down);
  await screen.until(/❯ +\[x\] +Deals/);

  await screen.type('f');
  await screen.until(/\[ \] New \(/);
  await downTo(screen, /❯ .*\[ \] New \(/);
  await screen.type(' ');
  await screen.until(new RegExp(`${count + 1} of 12`));
  await screen.type(KEY.enter);
  await screen.until(new RegExp(`Deals +all, New +${count + 1}\\b`));

  await screen.type('t');
  await screen.until(new RegExp(`❯ \\[x\\] +#${first}\\b`));
  await screen.type(' ');
  await screen.until('Deals, one by one: 1 unticked');
  await screen.type(KEY.enter);
  await screen.until(new RegExp(`Deals +all, New, 1 untick.* ${count}\\b`));

  await screen.type('s');
  await screen.until('❯ How: one person');
  await screen.type(KEY.right);
  await screen.until('❯ How: several, turn by turn');
  await screen.type(KEY.down);
  await screen.until('❯ Add a person');
  await screen.type(' ');
  await pick(screen, 'sokolov', 'Ivan Sokolov');
  await screen.until('❯ Add a person');
  await screen.type(' ');
  await pick(screen, 'orlova', 'Maria Orlova');
  await screen.until(/Maria Orlova #31 +\d+ +\d+/);
  await screen.type(KEY.enter);
  await screen.until('2 people, turn by turn');

  await screen.type(KEY.enter);
  await screen.until('Plan 5/7');
  await screen.until(new RegExp(`: ${count} records`));
  await screen.until(/open now/);
  await screen.until(/❯ Cancel: change the plan/);
  // The hint stands there only once the question takes keys.
  await screen.until('Enter choose');
  await screen.type(KEY.down);
  await screen.until(/❯ Start: hand over/);
  await screen.type(KEY.enter);
  await screen.until('0 left');
  expect(await leave(screen)).toBe(0);

  const after = await on.state();
  const changed = changes(before, after);
  expect([...changed.keys()].sort()).toEqual(others.map(id => `deal ${id}`).sort());
  expect(others.map(id => after.responsible.get(`deal ${id}`))).toEqual(
    others.map((_, at) => (at % 2 === 0 ? IVAN : MARIA)),
  );
  expect(after.responsible.get(`deal ${first}`)).toBe(ANNA);
});

async function pick(screen: Screen, search: string, name: string): Promise<void> {
  await screen.until('Who else receives: Deals?');
  for (const key of search) await screen.type(key);
  await screen.until(new RegExp(`❯ ${name} `));
  await screen.type(KEY.enter);
}
