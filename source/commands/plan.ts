import type {TypeKey} from '../domain/entity-types.ts';
import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {type Person, personName} from '../domain/people.ts';
import {PLAN_REQUEST_SCHEMA} from '../domain/plan-request/json-schema.ts';
import {scopeToJson} from '../domain/scope/json.ts';
import {oneLine} from '../domain/text.ts';
import type {Session} from '../engine/contract.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import {readRunFlags, type RunFlags} from './answers/run.ts';
import {portalLine} from './output/head-lines.ts';
import {JSON_SCHEMA, jsonLine} from './output/json.ts';
import {factLine} from './output/line.ts';
import {typeNames} from './output/names.ts';
import {effectsObject, forecastObject, keptText} from './output/plan-lines.ts';
import {tableLines} from './output/table.ts';
import type {Outside} from './outside.ts';
import {choosePortal, type PortalChoice} from './portal/choose.ts';
import {openPortal, signIn} from './portal/open.ts';
import {noteUnfinished} from './portal/records.ts';
import {warnOfWindows} from './portal/windows.ts';
import {prepare, type Prepared} from './prepare.ts';

export interface PlanFlags extends Omit<RunFlags, 'yes' | 'rehire' | 'canaryOnly'> {
  /** Only print how a plan request is written. */
  readonly schema?: boolean;
}

/** `plan`: pins what `run` would move, and says how to carry out just that. Writes nothing to the portal. */
export async function plan(flags: PlanFlags, outside: Outside): Promise<ExitCode> {
  if (flags.schema) {
    for (const line of JSON.stringify(PLAN_REQUEST_SCHEMA, null, 2).split('\n')) outside.out(line);
    return EXIT.done;
  }
  // Nothing is written, so no yes is needed.
  const answers = readRunFlags({...flags, yes: true}, outside.interactive);
  const choice = await choosePortal(flags.profile, outside);
  const opened = await openPortal(choice, outside);
  await warnOfWindows(opened, outside);
  await opened.engine.checkFiles();
  const session = await signIn(opened, outside);
  outside.say(portalLine(session.connection));
  await noteUnfinished(opened, outside);
  for (const limit of session.connection.limits) outside.say(factLine(plain.label.note, words.limit(limit)));
  const prepared = await prepare(session, answers, flags, outside);
  const command = prepared.plan.records.length === 0 ? undefined : nextCommand(prepared, choice, flags, outside);
  if (flags.json || flags.jsonLines) outside.out(planObject(prepared, session, command));
  else if (command !== undefined) {
    for (const line of planTable(prepared, session)) outside.out(line);
    const kept = keptText(prepared.plan, typeNames(session.connection.types));
    if (kept !== '') outside.say(factLine(plain.label.note, kept));
    outside.out(plain.nextCommand(command));
  }
  return EXIT.done;
}

/** What to type next, whole: it asks for the number of records, or takes the yes of whoever reads the plan first. */
function nextCommand({plan: pinned}: Prepared, choice: PortalChoice, flags: PlanFlags, outside: Outside): string {
  const portal = choice.kind === 'given' ? '' : ` --profile ${choice.kind === 'demo' ? 'demo' : choice.profile.name}`;
  const accept = flags.acceptUnmovable ? ' --accept-unmovable' : '';
  return `b24-handover apply ${pinned.digest}${portal}${accept}${outside.interactive ? '' : ' --yes'}`;
}

/** One row per type, one column per successor. */
function planTable({plan: pinned, people}: Prepared, session: Session): string[] {
  const {columns} = plain;
  const {number} = words.format;
  const {shares, byType} = pinned.summary;
  const types = new Map(session.connection.types.map(type => [type.key, type]));
  const rows = byType.map(({type, records}) => [
    words.type.name(types.get(type) ?? {key: type}),
    ...shares.map(share => (share.byType.has(type) ? number(share.byType.get(type) ?? 0) : '–')),
    number(records),
  ]);
  const total = [columns.total, ...shares.map(share => number(share.records)), number(pinned.records.length)];
  const held = new Map(pinned.holds);
  const holds = [plain.holdsOpen, ...shares.map(({to}) => (held.has(to) ? number(held.get(to) ?? 0) : '–')), ''];
  const heads = [
    {head: columns.type},
    ...shares.map(share => ({head: oneLine(nameOf(share.to, people), 30), right: true})),
    {head: columns.total, right: true},
  ];
  return tableLines(heads, [...rows, total, ...(held.size === 0 ? [] : [holds])]);
}

function nameOf(id: number, people: ReadonlyMap<number, Person>): string {
  const person = people.get(id);
  return person ? words.person(person) : words.personId(id);
}

/**
 * The last line of `plan --json`: `{schema, command, exit, plan, pinnedAt, leaver: {id, name, active}, scope, records, types:
 * [{type, title?, records, unmovable}], successors: [{id, name, records, holdsOpen, types: {TYPE: n}}], follows: {inPlan,
 * ofAnother, chosen}, unmovable: [{type, reason, records}], unreadable: [{type, code, text}], partlySeen:
 * [{type, by: "walk" | "older-list", counted, shown}], kept: {TYPE: n}, behind: {found:
 * [{kind, count, types?, names?}], unread: [{kind, why: {code, text}}]} or null, sideEffects: {messages:
 * [{id, role: "successor" | "leaver", sure, possible, unknown}], automation: [{type, records, workflows, triggers}],
 * savedAsWhole, history}, forecast:
 * {requests, seconds: [least, most], binds: {by, method?}}, apply}`.
 * `plan` is the digest, `apply` the command that carries out just this, null where there is nothing to do; `name` of a
 * successor is null where it is not known, and so is `holdsOpen`, the open records that they hold now. `scope` is written as in
 * a plan request.
 */
function planObject(
  {plan: pinned, leaver, people}: Prepared,
  {connection, forecast}: Session,
  command: string | undefined,
): string {
  const {summary} = pinned;
  const holds = new Map(pinned.holds);
  const titles = new Map(connection.types.map(type => [type.key, type.portalTitle]));
  const title = (type: TypeKey): {title?: string} => {
    const text = titles.get(type);
    return text === undefined ? {} : {title: text};
  };
  return jsonLine({
    schema: JSON_SCHEMA,
    command: 'plan',
    exit: EXIT.done,
    plan: pinned.digest,
    pinnedAt: new Date(pinned.pinnedAt).toISOString(),
    leaver: {id: leaver.id, name: personName(leaver), active: leaver.active},
    scope: scopeToJson(new Map(pinned.scope)),
    records: pinned.records.length,
    types: summary.byType.map(row => ({...row, ...title(row.type)})),
    successors: summary.shares.map(share => {
      const person = people.get(share.to);
      const name = person ? personName(person) : null;
      const open = holds.get(share.to) ?? null;
      return {id: share.to, name, records: share.records, holdsOpen: open, types: Object.fromEntries(share.byType)};
    }),
    follows: {
      inPlan: summary.follows['record-in-plan'],
      ofAnother: summary.follows['record-of-another'],
      chosen: summary.follows.chosen,
    },
    unmovable: summary.unmovable,
    unreadable: (pinned.unreadable ?? []).map(([type, {code, text}]) => ({type, code, text})),
    partlySeen: pinned.partlySeen ?? [],
    kept: Object.fromEntries(pinned.kept.filter(([, count]) => count > 0)),
    behind: pinned.behind ?? null,
    sideEffects: effectsObject(pinned, connection.me.id),
    forecast: forecastObject(forecast(pinned, leaver)),
    apply: command ?? null,
  });
}
