import type {EntityType} from '../domain/entity-types.ts';
import {inState, type StateChoice} from '../domain/scope.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {CallOptions, Client} from '../portal/client.ts';
import {refusalText} from '../portal/faults.ts';
import {PAGE, type Row} from '../portal/families/family.ts';
import {familyOf} from '../portal/families/index.ts';
import {isAbsent} from './parts.ts';

/** One list to walk to its end. */
export interface WalkTask {
  readonly type: EntityType;
  readonly state: StateChoice;
}

export interface Walked {
  readonly type: EntityType;
  readonly rows: readonly Row[];
  /** Set when the list was refused; `rows` is then not the whole. */
  readonly refused?: string;
}

/**
 * Walks lists by id, a page of each in every request, until each is at its end. Every row is held against the question
 * before anybody builds on it: a portal that drops a condition answers with everybody's records (traps 2, 3, 6, 7).
 *
 * @param onRows told after each page
 * @throws PortalTrouble `deviates` for a row that does not fit, a row that came before, or an order that is not by id
 */
export async function walk(
  client: Client,
  responsibleId: number,
  tasks: readonly WalkTask[],
  onRows: (type: EntityType, count: number) => void,
  options: CallOptions,
): Promise<Walked[]> {
  const walks = tasks.map(task => ({
    ...task,
    rows: [] as Row[],
    after: 0,
    done: false,
    refused: undefined as string | undefined,
  }));
  for (let open = walks; open.length > 0; open = open.filter(one => !one.done)) {
    const pages = await client.readMany(
      open.map(({type, state, after}) => familyOf(type.entityTypeId).page(type, responsibleId, state, after)),
      options,
    );
    open.forEach((one, index) => {
      const page = pages[index];
      if (!page?.ok) {
        if (!page) one.refused = 'no answer';
        else if (!isAbsent(one.type, page.fault)) one.refused = refusalText(page.fault);
        one.done = true;
        return;
      }
      const rows = familyOf(one.type.entityTypeId).rows(one.type, page.result);
      checkRows(one, rows, responsibleId);
      one.rows.push(...rows.filter(row => inState(one.state, row.closed)));
      one.after = rows.at(-1)?.id ?? one.after;
      one.done = rows.length < PAGE;
      onRows(one.type, one.rows.length);
    });
  }
  return walks.map(({type, rows, refused}) => ({type, rows, ...(refused === undefined ? {} : {refused})}));
}

function checkRows({type, after}: WalkTask & {after: number}, rows: readonly Row[], responsibleId: number): void {
  let last = after;
  for (const row of rows) {
    if (row.responsibleId !== responsibleId) {
      throw new PortalTrouble(
        'deviates',
        `${type.key} #${row.id} belongs to user ${row.responsibleId}, though user ${responsibleId} was asked for`,
      );
    }
    if (row.id <= last)
      throw new PortalTrouble(
        'deviates',
        `${type.key} #${row.id} came after #${last}, though ids were asked for in order`,
      );
    last = row.id;
  }
  if (rows.length > PAGE) throw new PortalTrouble('deviates', `a page of ${rows.length} ${type.key} records`);
}
