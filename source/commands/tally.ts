import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import {sumTally, type Tally, type TallyRow} from '../domain/tally.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import {findPerson, readWho, shortName} from './answers/people.ts';
import {both, eventLines} from './output/events.ts';
import {leaverLine, limitLines, portalLine} from './output/head-lines.ts';
import {JSON_SCHEMA, jsonLine} from './output/json.ts';
import {tableLines} from './output/table.ts';
import type {Outside} from './outside.ts';
import {choosePortal} from './portal/choose.ts';
import {openPortal, signIn} from './portal/open.ts';
import {warnOfWindows} from './portal/windows.ts';

export interface TallyFlags {
  readonly profile?: string;
  readonly leaver?: string;
  readonly json?: boolean;
  readonly jsonLines?: boolean;
}

/** `tally`: what one person holds, per type, open and closed apart. Only reads. */
export async function tally(flags: TallyFlags, outside: Outside): Promise<ExitCode> {
  if (flags.leaver === undefined) throw new UsageTrouble(plain.missing('--leaver', '--leaver 42'));
  const who = readWho('--leaver', flags.leaver);
  const opened = await openPortal(await choosePortal(flags.profile, outside), outside);
  await warnOfWindows(opened, outside);
  const session = await signIn(opened, outside);
  outside.say(portalLine(session.connection));
  for (const line of limitLines(session.connection)) outside.say(line);
  const leaver = await findPerson(session, '--leaver', who);
  outside.say(leaverLine(leaver));
  const listener = both(flags.jsonLines ? eventLines(outside.out) : undefined);
  const counted = await session.tally(leaver.id, listener, outside.signal);
  if (flags.json || flags.jsonLines) outside.out(tallyLine(counted, leaver));
  else for (const line of tallyTable(counted, leaver)) outside.out(line);
  return EXIT.done;
}

function tallyTable(counted: Tally, leaver: Person): string[] {
  const {columns} = plain;
  const {number} = words.format;
  const rows = counted.rows.flatMap(row => {
    const name = words.type.name(row.type);
    if (row.state === 'unreadable') return [[name, '', '', plain.notCountedCell, words.unreadable(row.why)]];
    if (row.state === 'counting' || row.total === 0) return [];
    return [[name, number(row.open), number(row.closed), number(row.total)]];
  });
  const partly = counted.rows.flatMap(row => partlySeenText(row));
  if (rows.length === 0) return [...partly, plain.holdsNothing(shortName(leaver))];
  const sum = sumTally(counted.rows);
  const total = [columns.total, number(sum.open), number(sum.closed), number(sum.total)];
  const heads = [
    {head: columns.type},
    {head: columns.open, right: true},
    {head: columns.closed, right: true},
    {head: columns.total, right: true},
    {head: ''},
  ];
  return [...tableLines(heads, [...rows, total]), ...partly];
}

/** What the older list counts, where that is more. */
function olderOf({older}: {readonly older?: number}): {older?: number} {
  return older === undefined ? {} : {older};
}

function partlySeenText(row: TallyRow): string[] {
  if (row.state !== 'counted' || row.older === undefined) return [];
  return [words.partlySeen(words.type.name(row.type), {by: 'older-list', counted: row.older, shown: row.total})];
}

/**
 * The last line of `tally --json`: `{schema, command, exit, leaver: {id, name, active}, types: [{type, title?, total,
 * open, closed, older?} or {type, title?, unreadable: {code, text}}], total, open, closed}`.
 */
function tallyLine(counted: Tally, leaver: Person): string {
  const types = counted.rows.map(row => {
    const named = {type: row.type.key, ...(row.type.portalTitle === undefined ? {} : {title: row.type.portalTitle})};
    if (row.state === 'unreadable') return {...named, unreadable: row.why};
    if (row.state === 'counting') return {...named, unreadable: {code: '', text: ''}};
    return {...named, total: row.total, open: row.open, closed: row.closed, ...olderOf(row)};
  });
  const {total, open, closed} = sumTally(counted.rows);
  const person = {id: leaver.id, name: `${leaver.name} ${leaver.lastName}`.trim(), active: leaver.active};
  return jsonLine({schema: JSON_SCHEMA, command: 'tally', exit: EXIT.done, leaver: person, types, total, open, closed});
}
