import type {EntityType} from '../../domain/entity-types.ts';
import type {PlannedRecord} from '../../domain/plan.ts';
import type {CommandResult} from '../../portal/batch.ts';
import type {CallOptions} from '../../portal/client.ts';
import {familyOf} from '../../portal/families/index.ts';
import type {RunState} from '../run-state.ts';
import {askStandings, type StandingQuestion, type Standings} from './standing.ts';

/** Records of one type to be looked at before they are written. */
export interface Part {
  readonly type: EntityType;
  readonly records: readonly PlannedRecord[];
}

/** The check of a part, to ride along or to go by itself. */
export function checkOf({type, records}: Part): Part & {readonly question: StandingQuestion} {
  return {type, records, question: askStandings(type.entityTypeId, records)};
}

/** Reads records by themselves. */
export function readNow(state: RunState, part: Part): Promise<Standings> {
  return askNow(state, checkOf(part));
}

/** What was asked, and of which type. */
export interface Asked {
  readonly type: EntityType;
  readonly question: StandingQuestion;
}

async function askNow(state: RunState, asked: Asked): Promise<Standings> {
  const {parts, patience} = state;
  const at = parts.clock.now();
  return readAnswers(state, asked, await parts.client.readMany(asked.question.commands, patience()), at);
}

/** A read that rode along and was held back by a limit is made again by itself: what was written must be known. */
export async function readOr(
  state: RunState,
  asked: Asked,
  answers: readonly (CommandResult | undefined)[],
  at: number,
): Promise<Standings> {
  const held = answers.some(answer => !answer || (!answer.ok && answer.fault.kind !== 'refused'));
  return held ? askNow(state, asked) : readAnswers(state, asked, answers, at);
}

/**
 * Whose records are, by the answers of lists by id. On the way back to a dismissed person what is put back may vanish from every list
 * of a portal that hides what such a person holds: what is missing is asked for one by one.
 */
export async function readAnswers(
  {parts, plan, patience}: RunState,
  {type, question}: Asked,
  answers: readonly (CommandResult | undefined)[],
  at: number,
  options: CallOptions = patience(),
): Promise<Standings> {
  const standings = question.read(answers, at);
  const missing = [...standings.asked].filter(id => !standings.records.has(id));
  if (plan.kind !== 'undo' || !type.mayNeedRehire || missing.length === 0) return standings;
  const family = familyOf(type.entityTypeId);
  const commands = missing.map(id => family.one(type.entityTypeId, id));
  const found = (await parts.client.readMany(commands, options)).flatMap((answer, index) => {
    const one = answer.ok ? [...family.standingsOfOne(answer.result)] : [];
    return one.filter(([id]) => id === missing[index]);
  });
  return {...standings, records: new Map([...standings.records, ...found])};
}
