import {isoTime} from '../clock.ts';
import {intval, type Out, strval} from '../php/values.ts';
import {RestError} from '../rest/errors.ts';
import type {Answer, Call, Method} from '../rest/method.ts';
import {boundArray, boundInt, legacyArray} from '../rest/parameters.ts';
import {textOf} from '../store/row.ts';
import {PAGE} from './list.ts';

/** Types that keep a history of stages (fact sheet 14). */
const WITH_HISTORY = new Set([1, 2, 5, 31]);

/** Moves between stages since the portal started; nothing is told about responsible people (fact sheet 14). */
function stageHistory(call: Call): Answer {
  const type = boundInt(call.params, 'entityTypeId');
  // A controller error without a code comes as the number 0 here (crm-stage-history-list.md).
  if (!WITH_HISTORY.has(type) && type < 128) throw new RestError(400, 0, `Entity type ${type} is not supported`);
  const filter = boundArray(call.params, 'filter') ?? new Map();
  const owner = filter.get('OWNER_ID') ?? filter.get('=OWNER_ID');
  const moves = call.portal.stageMoves.filter(
    move => move.type === type && (owner === undefined || move.owner === intval(owner)),
  );
  const start = Math.max(0, Math.floor(intval(call.params.get('start')) / PAGE) * PAGE);
  const items = moves.slice(start, start + PAGE).map(
    (move, index): Out => ({
      ID: start + index + 1,
      TYPE_ID: 2,
      OWNER_ID: move.owner,
      CREATED_TIME: isoTime(move.at),
      CATEGORY_ID: move.category,
      STAGE_SEMANTIC_ID: move.semantics,
      STAGE_ID: move.stage,
    }),
  );
  return start + PAGE < moves.length
    ? {result: {items}, total: moves.length, next: start + PAGE}
    : {result: {items}, total: moves.length};
}

/** When a template makes its next deal: monthly, all of them. */
const RECURRENCE = {
  MODE: 'multiple',
  SINGLE_BEFORE_START_DATE_TYPE: 'day',
  SINGLE_BEFORE_START_DATE_VALUE: 0,
  MULTIPLE_TYPE: 'month',
  MULTIPLE_INTERVAL: 1,
  OFFSET_BEGINDATE_TYPE: 'day',
  OFFSET_BEGINDATE_VALUE: 0,
  OFFSET_CLOSEDATE_TYPE: 'day',
  OFFSET_CLOSEDATE_VALUE: 0,
};

/** Templates of deals as the older methods list them, with their own letter case (crm-deal-recurring-list.md). */
function recurringDeals(call: Call): Answer {
  const filter = legacyArray(call.params, 'filter');
  const wanted = filter.get('deal_id') ?? filter.get('DEAL_ID');
  const rows: Out[] = [];
  for (const row of call.portal.store.table(2).rows) {
    if (row['isRecurring'] !== 'Y' || (wanted !== undefined && strval(wanted) !== String(row.id))) continue;
    rows.push({
      id: String(rows.length + 1),
      deal_id: String(row.id),
      based_id: null,
      ACTIVE: 'Y',
      category_id: textOf(row['categoryId'] ?? 0),
      IS_LIMIT: 'N',
      COUNTER_REPEAT: '3',
      LIMIT_REPEAT: null,
      LIMIT_DATE: '',
      START_DATE: '2026-01-01T03:00:00+03:00',
      NEXT_EXECUTION: '2026-12-01T03:00:00+03:00',
      LAST_EXECUTION: '2026-11-01T03:00:00+03:00',
      PARAMS: RECURRENCE,
    });
  }
  return {result: rows.slice(0, PAGE), total: rows.length};
}

export const HISTORY_METHODS: readonly Method[] = [
  {name: 'crm.stagehistory.list', scope: 'crm', family: 'controller', run: stageHistory},
  {name: 'crm.deal.recurring.list', scope: 'crm', family: 'legacy', run: recurringDeals},
];
