import {KEY, type Screen} from './screen.ts';

// The wizard's screens as a person goes through them: read, wait until the screen listens, press.

/** From the list of the dismissed, the first of whom holds this many, to the scope. */
export async function toScope(screen: Screen, total: string): Promise<void> {
  await screen.until(new RegExp(`❯ Anna Petrova +#42 .* ${total}\\b`));
  await screen.type(KEY.enter);
  await screen.until('Tally 3/7');
  // The hint stands there only once everything is counted and the key works.
  await screen.until('Enter go on');
  await screen.type(KEY.enter);
  await screen.until('Scope 4/7');
}

/** Finds somebody in the list of successors and takes them, wherever the cursor stands in the scope. */
export async function chooseSuccessor(screen: Screen, search: string, name: string): Promise<void> {
  await screen.type(' ');
  await screen.until(/Who receives[ :]/);
  for (const key of search) await screen.type(key);
  await screen.until(new RegExp(`❯ ${name} `));
  await screen.type(KEY.enter);
  await screen.until(new RegExp(`${name} #\\d+`));
}

/** From the scope to the plan, and the number of records typed where it is asked for. */
export async function startPlan(screen: Screen, count: number): Promise<void> {
  await screen.type(KEY.enter);
  await screen.until('Plan 5/7');
  await screen.until(`Type ${count} and Enter to start: ▏`);
  for (const digit of String(count)) await screen.type(digit);
  await screen.until(`start: ${count}`);
  await screen.type(KEY.enter);
  await screen.until('Run 6/7');
}

/** Says yes to opening the account, which is the second choice. */
export async function hireBack(screen: Screen): Promise<void> {
  await screen.until('❯ Cancel: leave');
  await screen.untilGone('(one moment)');
  await screen.type(KEY.down);
  await screen.until('❯ Hire back, move, dismiss');
  await screen.type(KEY.enter);
}

/** From the proof out of the program. */
export async function leave(screen: Screen): Promise<number> {
  await screen.until('❯ Next person');
  await screen.type(KEY.down);
  await screen.until('❯ Leave');
  await screen.type(KEY.enter);
  return screen.exit();
}
