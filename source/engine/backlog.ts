import {BacklogPlan} from '../domain/backlog/plan.ts';
import type {BacklogAnswer, BacklogQuestion, Counted} from '../domain/backlog/questions.ts';
import type {EntityType} from '../domain/entity-types.ts';
import type {Person} from '../domain/people.ts';
import {defaultState} from '../domain/scope.ts';
import type {CommandResult} from '../portal/batch.ts';
import type {Command} from '../portal/encode.ts';
import type {Whose} from '../portal/families/family.ts';
import {familyOf} from '../portal/families/index.ts';
import type {Holding} from './contract.ts';
import {checkCount, whyNot} from './count.ts';
import {isAbsent, type Parts} from './parts.ts';

/**
 * Counts how many records of the default scope each person holds: what a handover would take, so closed activities,
 * templates and vendors do not count. Groups of people first (see `domain/backlog`), people told one by one as soon as
 * everything of them is known, those at the beginning of the list first.
 *
 * @throws PortalTrouble `deviates` when the portal counts somebody else's records, also when asked again
 */
export async function backlog(
  {client, connection}: Pick<Parts, 'client' | 'connection'>,
  people: readonly Person[],
  onHolding: (holding: Holding) => void,
  signal?: AbortSignal,
): Promise<void> {
  const types = connection.types.filter(type => type.takenByDefault);
  const ids = [...new Set(people.map(({id}) => id))];
  const plan = new BacklogPlan(
    ids,
    types.map(type => countOf(type, 0).method),
  );
  const strayed = new Set<string>();
  for (let questions = plan.next(); questions.length > 0; questions = plan.next()) {
    const asked = questions.flatMap(question => {
      const type = types[question.type];
      return type ? [{question, type, command: commandOf(type, question)}] : [];
    });
    const results = await client.readMany(
      asked.map(({command}) => command),
      {signal},
    );
    const answers = asked.map(({question, type}, index) => readAnswer(question, type, results[index], strayed));
    plan.take(questions, answers);
    for (const counted of plan.settled()) onHolding(toHolding(counted));
  }
  // Nobody holds anything of no types.
  for (const counted of plan.settled()) onHolding(toHolding(counted));
}

function toHolding({personId, counts}: Counted): Holding {
  const numbers = counts.filter(count => typeof count === 'number');
  const why = counts.find(count => typeof count !== 'number');
  if (numbers.length === 0 && why) return {personId, unreadable: why};
  return {personId, holds: numbers.reduce((sum, count) => sum + count, 0)};
}

/** What a handover would take of a type by default: of activities the open ones, which the portal sorts out. */
function countOf(type: EntityType, whose: Whose): Command {
  const family = familyOf(type.entityTypeId);
  const command = family.count(type, whose, defaultState(type)) ?? family.count(type, whose, 'all');
  if (!command) throw new Error(`${type.key} cannot be counted`);
  return command;
}

function commandOf(type: EntityType, question: BacklogQuestion): Command {
  if (question.kind === 'person') return countOf(type, question.person);
  if (question.kind !== 'sample') return countOf(type, question.people);
  const family = familyOf(type.entityTypeId);
  const command = family.sample(type, defaultState(type)) ?? family.sample(type, 'all');
  if (!command) throw new Error(`${type.key} cannot be listed`);
  return command;
}

/** @param strayed counts that somebody else's record came along with; once may be chance (see `askCounts`) */
function readAnswer(
  question: BacklogQuestion,
  type: EntityType,
  result: CommandResult | undefined,
  strayed: Set<string>,
): BacklogAnswer {
  if (!result?.ok)
    return result && isAbsent(type, result.fault) ? {state: 'absent'} : {state: 'unreadable', why: whyNot(result)};
  const standings = familyOf(type.entityTypeId).standings(result.result);
  const holders = [...standings.values()].map(({responsibleId}) => responsibleId);
  if (question.kind === 'person' && holders.some(holder => holder !== question.person)) {
    const key = `${type.key} ${question.person}`;
    if (strayed.has(key)) checkCount({type, personId: question.person}, result);
    strayed.add(key);
    return {state: 'strayed'};
  }
  if (result.total === undefined && question.kind !== 'sample') return {state: 'unreadable', why: whyNot(result)};
  return {state: 'counted', total: result.total ?? 0, holders};
}
