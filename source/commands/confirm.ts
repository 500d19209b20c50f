import type {Person} from '../domain/people.ts';
import type {Plan, PlanKind} from '../domain/plan.ts';
import {oneLine} from '../domain/text.ts';
import type {RehireQuestion} from '../engine/contract.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import type {RunChoices} from './answers/run.ts';
import {shortName} from './answers/people.ts';
import {askTyped} from './ask.ts';
import type {TypeNames} from './output/names.ts';
import type {Outside} from './outside.ts';
import {StoppedTrouble} from './trouble.ts';

/** A yes to the plan: `--yes`, or the number of records typed. Throws StoppedTrouble for anything else. */
export async function confirmPlan(plan: Plan, leaver: Person, choices: RunChoices, outside: Outside): Promise<void> {
  const count = plan.records.length;
  return confirmCount(count, plain.askCount(words.format.records(count), words.person(leaver)), choices, outside);
}

/** The same for any number of records: the sentence says what happens to them. */
export async function confirmCount(
  count: number,
  sentence: string,
  {yes}: Pick<RunChoices, 'yes'>,
  outside: Outside,
): Promise<void> {
  if (yes) return;
  outside.say(sentence);
  const typed = await askTyped(plain.askCountPrompt(count), outside);
  if (typed?.trim() !== String(count)) throw new StoppedTrouble(plain.cancelled);
}

/**
 * The yes to opening the account: given by `--yes` beside a policy, typed by a person, or nobody's. Enter alone is
 * never a yes.
 */
export function openingConsent(
  choices: RunChoices,
  names: TypeNames,
  outside: Outside,
  kind: PlanKind,
): (question: RehireQuestion) => Promise<boolean> {
  const back = kind === 'undo';
  return async question => {
    if (choices.rehire === 'never') return false;
    if (choices.yesToOpening) return true;
    if (!outside.interactive) return false;
    const leaver = shortName(question.leaver);
    const what = words.format.list(question.types.map(({type, records}) => names.counted(type, records)));
    const refused =
      question.refused === 0
        ? ''
        : plain.hireRefused(words.format.number(question.refused), oneLine(question.text, 120));
    const length = words.format.duration(question.expectedMs);
    for (const line of plain.askHire(leaver, what, refused, length, back ? plain.askBack : plain.askMove))
      outside.say(line);
    const act = question.countOnly ? plain.actCount : back ? plain.actBack : plain.actMove;
    const typed = await askTyped(plain.askHirePrompt(plain.hireWord, act), outside);
    return typed?.trim().toLowerCase() === plain.hireWord;
  };
}
