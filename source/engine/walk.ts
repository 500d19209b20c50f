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

/** A list that was refused; what was told of it before is not the whole. */
export interface RefusedWalk {
  readonly type: EntityType;
  readonly reason: string;
}

/**
 * Walks lists by id, a page of each in every request, until each is at its end. Every row is held against the question
 * before anybody builds on it: a portal that drops a condition answers with everybody's records (traps 2, 3, 6, 7).
 * Nothing is kept: rows are handed on page by page.
 *
 * @param onPage told the rows of each page that are in the state asked for
 * @returns the lists that were refused
 * @throws PortalTrouble `deviates` for a row that does not fit, a row that came before, or an order that is not by id
 */
export async function walk(
  client: Client,
  responsibleId: number,
  tasks: readonly WalkTask[],
  onPage: (type: EntityType, rows: readonly Row[]) => void,
  options: CallOptions,
): Promise<RefusedWalk[]> {
  const refused: RefusedWalk[] = [];
  let open = tasks.map(task => ({...task, after: 0}));
  while (open.length > 0) {
    const commands = open.map(({type, state, after}) =>
      familyOf(type.entityTypeId).page(type, responsibleId, state, after),
    );
    const pages = await client.readMany(commands, options);
    open = open.flatMap((one, index) => {
      const page = pages[index];
      if (!page?.ok) {
        if (!page || !isAbsent(one.type, page.fault))
          refused.push({type: one.type, reason: page ? refusalText(page.fault) : 'no answer'});
        return [];
      }
      const rows = familyOf(one.type.entityTypeId).rows(one.type, page.result);
      checkRows(one, rows, responsibleId);
      onPage(
        one.type,
        rows.filter(row => inState(one.state, row.closed)),
      );
      return rows.length < PAGE ? [] : [{...one, after: rows.at(-1)?.id ?? one.after}];
    });
  }
  return refused;
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
