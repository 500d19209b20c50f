import {type Person, personName, refuseLeaver, refuseSuccessor} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import type {Session} from '../../engine/contract.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';

const ID = /^[1-9]\d{0,9}$/;
const EMAIL = /^[^\s@,]+@[^\s@,]+$/;

/** Checks how a person is written; who it is, the portal is asked later. Nothing is trimmed or guessed. */
export function readWho(flag: string, given: string): string {
  if (!ID.test(given) && !EMAIL.test(given)) throw new UsageTrouble(plain.wantsPerson(flag, quoted(given)));
  return given;
}

/** The one person of this id or exact e-mail. An e-mail that several people have is nobody's. */
export async function findPerson(session: Session, flag: string, who: string): Promise<Person> {
  const person = await session.person(who).catch((error: unknown) => {
    if (error instanceof UsageTrouble) throw new UsageTrouble(plain.notThisPerson(flag, quoted(who), error.message));
    throw error;
  });
  if (!person) throw new UsageTrouble(plain.nobody(flag, quoted(who)));
  return person;
}

export async function findLeaver(session: Session, who: string): Promise<Person> {
  const person = await findPerson(session, '--leaver', who);
  const refusal = refuseLeaver(person, session.connection.me.id);
  if (refusal)
    throw new UsageTrouble(
      plain.notThisPerson('--leaver', quoted(who), words.refuseLeaver(refusal, words.person(person))),
    );
  return person;
}

export async function findSuccessor(session: Session, flag: string, who: string, leaverId: number): Promise<Person> {
  const person = await findPerson(session, flag, who);
  const refusal = refuseSuccessor(person, leaverId);
  if (refusal)
    throw new UsageTrouble(
      plain.notThisPerson(flag, quoted(who), words.refuseSuccessor(refusal, words.person(person))),
    );
  return person;
}

/** The leaver's name where there is no room for the id. */
export function shortName(person: Person): string {
  return oneLine(personName(person), 80);
}

/** What was given, safe to repeat in a message. */
export function quoted(given: string): string {
  return given.trim() === given ? oneLine(given, 60) : JSON.stringify(given).slice(1, 61).replace(/"$/, '');
}
