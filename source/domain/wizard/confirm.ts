import type {Action} from './actions.ts';

/**
 * The question before something is written. It takes no answer before it is `armed`: painted, and a moment of quiet
 * after, so that keys meant for something else cannot answer it.
 */
export type Confirm =
  | {readonly by: 'none'; readonly why: 'not-yet' | 'not-admin' | 'empty'}
  | {readonly by: 'select'; readonly token: number; readonly armed: boolean; readonly highlighted: number}
  | {
      readonly by: 'number';
      readonly token: number;
      readonly armed: boolean;
      readonly typed: string;
      readonly wrong: boolean;
    };

/** Up to here a plain yes is enough; larger numbers of records are confirmed by typing them. */
export const PLAIN_YES_LIMIT = 20;

export const NO_QUESTION: Confirm = {by: 'none', why: 'not-yet'};

/** The question as it is put each time anew: unarmed, empty, on Cancel. */
export function questionOf(count: number, token: number): Confirm {
  return count <= PLAIN_YES_LIMIT
    ? {by: 'select', token, armed: false, highlighted: 0}
    : {by: 'number', token, armed: false, typed: '', wrong: false};
}

/** What can be an answer. A paste is none, whatever it holds. */
export type AnswerAction = Extract<
  Action,
  {kind: 'armed' | 'text' | 'erase' | 'clear' | 'enter' | 'highlight' | 'choose'}
>;

/** The question after an action, or how it was answered. Only an armed question takes an answer. */
export function answered(confirm: Confirm, action: AnswerAction, count: number): Confirm | 'yes' | 'no' {
  if (confirm.by === 'none') return confirm;
  if (action.kind === 'armed') return confirm.token === action.token ? {...confirm, armed: true} : confirm;
  if (!confirm.armed) return confirm;
  return confirm.by === 'number' ? typed(confirm, action, count) : selected(confirm, action);
}

function typed(
  question: Extract<Confirm, {by: 'number'}>,
  action: AnswerAction,
  count: number,
): Confirm | 'yes' | 'no' {
  switch (action.kind) {
    case 'text':
      if (!/^\d$/.test(action.text) || question.typed.length >= 9) return question;
      return {...question, typed: `${question.typed}${action.text}`, wrong: false};
    case 'erase':
      return {...question, typed: question.typed.slice(0, -1), wrong: false};
    case 'clear':
      return {...question, typed: '', wrong: false};
    case 'enter':
      if (question.typed === '') return question;
      return question.typed === String(count) ? 'yes' : {...question, typed: '', wrong: true};
    case 'armed':
    case 'highlight':
    case 'choose':
      return question;
  }
}

/** Cancel stands first, so that Enter alone is a no. */
function selected(question: Extract<Confirm, {by: 'select'}>, action: AnswerAction): Confirm | 'yes' | 'no' {
  if (action.kind === 'highlight' && (action.index === 0 || action.index === 1)) {
    return {...question, highlighted: action.index};
  }
  if (action.kind !== 'choose' || action.index !== question.highlighted) return question;
  return action.index === 1 ? 'yes' : 'no';
}
