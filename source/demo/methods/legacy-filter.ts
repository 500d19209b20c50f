import type {FieldSet} from '../fields/field.ts';
import {isArray, type PhpArray, strval} from '../php/values.ts';
import {splitKey} from '../query/conditions.ts';
import type {Order} from '../query/select.ts';
import {addCondition, everything, type Where} from '../query/where.ts';

/** Fields on which LIKE is turned into `=` (fact sheet 6, table). */
const NO_LIKE = new Set(['STATUS_ID', 'STAGE_ID', 'COMPANY_ID', 'CONTACT_ID']);

/**
 * The filter of an older list (restservice.php internalizeFilterFields): whatever it does not know is dropped without a word,
 * nested groups and LOGIC too, and so is a condition whose list is empty. What is left over may be the whole portal (trap 2, 7).
 * `anyCase` is for old invoices, which put keys into upper case themselves.
 */
export function legacyWhere(fields: FieldSet, responsible: string, filter: PhpArray, anyCase = false): Where {
  const where = everything();
  for (const [key, value] of filter) {
    const {operator, name} = splitKey(anyCase ? key.toUpperCase() : key);
    const field = fields.byLegacy.get(name);
    if (!field || (isArray(value) && value.size === 0)) continue;
    addCondition(where, responsible, field, operator.includes('%') && NO_LIKE.has(name) ? '=' : operator, value);
  }
  return where;
}

/** The order of an older list; unknown keys are ignored. */
export function legacyOrder(
  fields: FieldSet,
  order: PhpArray,
  fallback: Readonly<Record<string, 'ASC' | 'DESC'>>,
): Order[] {
  const wanted: [string, string][] =
    order.size > 0 ? [...order].map(([key, value]) => [key, strval(value)]) : Object.entries(fallback);
  const found: Order[] = [];
  for (const [key, direction] of wanted) {
    const field = fields.byLegacy.get(key.toUpperCase());
    if (field) found.push({field, descending: direction.toUpperCase().startsWith('DESC')});
  }
  return found;
}
