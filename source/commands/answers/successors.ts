import {type Person, personName, refuseSuccessor} from '../../domain/people.ts';
import {namedBy} from '../../domain/rules/check.ts';
import {mapPeople} from '../../domain/rules/map-people.ts';
import type {PlanRules} from '../../domain/rules/rule.ts';
import {warnOfSuccessor} from '../../domain/successors/warnings.ts';
import {oneLine} from '../../domain/text.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import type {Session} from '../../engine/contract.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {HEAD} from './divide.ts';
import type {Job} from './job.ts';
import {findPerson, findSuccessor, quoted, shortName} from './people.ts';

/** More people than this, which only files name, are looked up fifty at a time and not each asked about invitations. */
const MOST_BY_ONE = 25;

/** Who receives what: everybody once, and the rules by their ids. */
export interface Successors {
  readonly people: readonly Person[];
  readonly rules: PlanRules;
}

/** Looks up everybody whom rules name. @throws UsageTrouble naming the flag or line for somebody who may not receive */
export async function findSuccessors(
  session: Session,
  rules: PlanRules<string>,
  {whereNamed}: Pick<Job, 'whereNamed'>,
  leaver: Person,
): Promise<Successors> {
  const named = [...new Set(namedBy(rules))];
  const found = new Map<string, Person>();
  const isId = (who: string): boolean => /^\d+$/.test(who);
  if (named.length > MOST_BY_ONE) {
    for (const person of await session.peopleByIds(named.filter(isId).map(Number)))
      found.set(String(person.id), person);
  }
  for (const who of named) {
    const known = found.get(who);
    if (known) refuse(known, whereNamed(who), who, leaver);
    else if (who === HEAD) found.set(who, await headOf(session, leaver));
    else if (named.length > MOST_BY_ONE && isId(who))
      throw new UsageTrouble(plain.nobody(whereNamed(who), quoted(who)));
    else found.set(who, await findSuccessor(session, whereNamed(who), who, leaver.id));
  }
  const people = [...new Map([...found.values()].map(person => [person.id, person])).values()];
  return {people, rules: mapPeople(rules, who => found.get(who)?.id ?? 0)};
}

function refuse(person: Person, flag: string, who: string, leaver: Person): void {
  const refusal = refuseSuccessor(person, leaver.id);
  if (!refusal) return;
  const why = words.refuseSuccessor(refusal, words.person(person));
  throw new UsageTrouble(plain.notThisPerson(flag, quoted(who), why));
}

/** The one head of the leaver's departments. */
async function headOf(session: Session, leaver: Person): Promise<Person> {
  const heads = await session.heads(leaver);
  const [head] = heads;
  if (!head) throw new UsageTrouble(plain.noHead(shortName(leaver)));
  if (heads.length > 1)
    throw new UsageTrouble(plain.severalHeads(shortName(leaver), heads.map(one => words.person(one)).join(', ')));
  // What is known of them one by one, invitations among it.
  return findPerson(session, '--to head', String(head.id));
}

/** What whoever chose these people should know of them, a line each. */
export function warningsOf(people: readonly Person[], {scopes}: Session['connection']): string[] {
  // Without the full scope nobody has a last sign-in: that must not look like a fact.
  const sight = {lastLogin: scopes.includes('user'), departments: scopes.includes('department')};
  return people.flatMap(person =>
    warnOfSuccessor(person, sight)
      .filter(({severity}) => severity === 'warning')
      .map(warning => plain.warning(warning, `${oneLine(personName(person), 80)} #${person.id}`)),
  );
}
