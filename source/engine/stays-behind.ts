import type {EntityType} from '../domain/entity-types.ts';
import {BEHIND_KINDS, type Behind, type BehindKind, type StaysBehind} from '../domain/stays-behind.ts';
import type {Unreadable} from '../domain/tally.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {CommandResult} from '../portal/batch.ts';
import type {CallOptions} from '../portal/client.ts';
import {
  askDepartments,
  askObservers,
  askOpenLines,
  askOrders,
  askWorkflowTasks,
  mayHaveObservers,
  type ElsewhereQuestion,
} from '../portal/elsewhere.ts';
import {whyNot} from './count.ts';
import type {Parts} from './parts.ts';

/** How long a look beside the plan may take. */
const LOOK_PATIENCE_MS = 15_000;

interface Asked {
  readonly kind: BehindKind;
  readonly type?: EntityType;
  readonly question: ElsewhereQuestion;
}

/** What came of one question: a number, why there is none, or nothing, where the portal has no such thing. */
type Answer = {readonly count: number; readonly names: readonly string[]} | Unreadable | undefined;

/**
 * Looks where else the portal names somebody, as far as this key can see it, in one request (more where there are very
 * many smart processes). It reads only, and fails nothing: what cannot be read is told as that.
 */
export async function staysBehind(
  {client, connection}: Pick<Parts, 'client' | 'connection'>,
  personId: number,
  options: CallOptions,
): Promise<StaysBehind> {
  const asked: Asked[] = [
    ...connection.types
      .filter(mayHaveObservers)
      .map((type): Asked => ({kind: 'observer', type, question: askObservers(type, personId)})),
    {kind: 'workflow-task', question: askWorkflowTasks(personId)},
    {kind: 'department-head', question: askDepartments(personId)},
    {kind: 'open-line', question: askOpenLines(personId)},
    {kind: 'order', question: askOrders(personId)},
  ];
  const results = await answered(client, asked, options);
  const answers = asked.map((one, index) => ({...one, answer: answerOf(one, results[index])}));
  const found: Behind[] = [];
  const unread: StaysBehind['unread'][number][] = [];
  for (const kind of BEHIND_KINDS) {
    const own = answers.filter(one => one.kind === kind);
    const counted = own.flatMap(({type, answer}) =>
      answer && 'count' in answer && answer.count > 0 ? [{type, answer}] : [],
    );
    const why = own.map(({answer}) => answer).find(answer => answer !== undefined && 'code' in answer);
    if (counted.length > 0) found.push(behindOf(kind, counted));
    // One type that may not be read leaves the sum too small: that is said, beside what was found.
    if (why) unread.push({kind, why});
  }
  return {found, unread};
}

/** A portal that answers nothing of this has told enough to be planned on: nobody waits longer, and the plan says so. */
async function answered(
  client: Parts['client'],
  asked: readonly Asked[],
  options: CallOptions,
): Promise<readonly (CommandResult | undefined)[]> {
  try {
    return await client.readMany(
      asked.map(({question}) => question.command),
      {...options, patienceMs: LOOK_PATIENCE_MS},
    );
  } catch (error) {
    if (!(error instanceof PortalTrouble) || options.signal?.aborted) throw error;
    return [];
  }
}

function behindOf(
  kind: BehindKind,
  counted: readonly {type: EntityType | undefined; answer: {count: number; names: readonly string[]}}[],
): Behind {
  const types = counted.flatMap(({type, answer}) => (type ? [[type.key, answer.count] as const] : []));
  const names = counted.flatMap(({answer}) => answer.names);
  return {
    kind,
    count: counted.reduce((sum, {answer}) => sum + answer.count, 0),
    ...(types.length === 0 ? {} : {types}),
    ...(names.length === 0 ? {} : {names}),
  };
}

function answerOf({question, type}: Asked, result: CommandResult | undefined): Answer {
  if (!result?.ok) return result && isMissing(result.fault.code, type) ? undefined : whyNot(result);
  try {
    return question.count(result) ?? {code: 'UNFILTERED', text: ''};
  } catch (error) {
    if (!(error instanceof PortalTrouble)) throw error;
    return {code: 'UNREADABLE', text: error.detail};
  }
}

/** No such method or type on this portal; a type without the field `observers` refuses it in a filter (fact sheet section 6). */
function isMissing(code: string, type: EntityType | undefined): boolean {
  if (code === 'ERROR_METHOD_NOT_FOUND') return true;
  return type !== undefined && /^(INVALID_ARG_VALUE|NOT_FOUND|ENTITY_TYPE_NOT_SUPPORTED)$/.test(code);
}
