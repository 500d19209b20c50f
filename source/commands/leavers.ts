import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {type Person, personName} from '../domain/people.ts';
import {oneLine} from '../domain/text.ts';
import type {Holding} from '../engine/contract.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import {limitLines, portalLine} from './output/head-lines.ts';
import {JSON_SCHEMA, jsonLine} from './output/json.ts';
import {tableLines} from './output/table.ts';
import type {Outside} from './outside.ts';
import {choosePortal} from './portal/choose.ts';
import {openPortal, signIn} from './portal/open.ts';
import {warnOfWindows} from './portal/windows.ts';

export interface LeaversFlags {
  readonly profile?: string;
  readonly json?: boolean;
}

/** `leavers`: the dismissed, each with what they still hold; those who hold something first. Only reads. */
export async function leavers(flags: LeaversFlags, outside: Outside): Promise<ExitCode> {
  const opened = await openPortal(await choosePortal(flags.profile, outside), outside);
  await warnOfWindows(opened, outside);
  const session = await signIn(opened, outside);
  outside.say(portalLine(session.connection));
  for (const line of limitLines(session.connection)) outside.say(line);
  const {people, more} = await session.people({group: 'dismissed', search: ''}, outside.signal);
  const holdings = new Map<number, Holding>();
  await session.backlog(people, holding => holdings.set(holding.personId, holding), outside.signal);
  const sorted = [...people].sort((a, b) => rank(holdings.get(b.id)) - rank(holdings.get(a.id)) || a.id - b.id);
  const holding = sorted.filter(person => held(holdings.get(person.id)) > 0).length;

  if (flags.json) outside.out(leaversLine(sorted, holdings, more));
  else if (sorted.length > 0) for (const line of leaversTable(sorted, holdings)) outside.out(line);
  if (sorted.length === 0) outside.say(plain.nobodyDismissed);
  else outside.say(plain.dismissedSummary(words.format.number(sorted.length), words.format.number(holding)));
  if (more) outside.say(plain.morePeople);
  return EXIT.done;
}

function held(holding: Holding | undefined): number {
  return holding && 'holds' in holding ? holding.holds : 0;
}

/** Those who could not be counted stand between those who hold something and those who do not. */
function rank(holding: Holding | undefined): number {
  return holding && 'holds' in holding ? holding.holds : 0.5;
}

function leaversTable(people: readonly Person[], holdings: ReadonlyMap<number, Holding>): string[] {
  const {columns} = plain;
  const heads = [
    {head: columns.name, max: 40},
    {head: columns.id},
    {head: columns.department, max: 30},
    {head: columns.position, max: 30},
    {head: columns.holds, right: true},
  ];
  const rows = people.map(person => {
    const holding = holdings.get(person.id);
    const holds = holding && 'holds' in holding ? words.format.number(holding.holds) : plain.notCountedCell;
    const department = oneLine(person.departments.join(', '), 60);
    return [oneLine(personName(person), 80), `#${person.id}`, department, oneLine(person.position, 60), holds];
  });
  return tableLines(heads, rows);
}

/**
 * The last line of `leavers --json`: `{schema, command, exit, people: [{id, name, email, departments, position, holds}],
 * more}`; `holds` is null where it could not be counted, `more` says that the portal has more people than these.
 */
function leaversLine(people: readonly Person[], holdings: ReadonlyMap<number, Holding>, more: boolean): string {
  const list = people.map(person => {
    const holding = holdings.get(person.id);
    return {
      id: person.id,
      name: `${person.name} ${person.lastName}`.trim(),
      email: person.email,
      departments: person.departments,
      position: person.position,
      holds: holding && 'holds' in holding ? holding.holds : null,
    };
  });
  return jsonLine({schema: JSON_SCHEMA, command: 'leavers', exit: EXIT.done, people: list, more});
}
