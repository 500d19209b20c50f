import {ACTIVITY_FIELDS} from '../fields/activities.ts';
import type {FieldSet, Kind} from '../fields/field.ts';
import {INVOICE_FIELDS} from '../fields/invoices.ts';
import {itemFields} from '../fields/items.ts';
import {USER_FIELDS} from '../fields/users.ts';
import type {Out} from '../php/values.ts';
import type {Answer, Method} from '../rest/method.ts';

/** Names of the kinds in descriptions of fields (crm-deal-fields.md). */
export const FIELD_TYPES: Readonly<Record<Kind, string>> = {
  int: 'integer',
  user: 'user',
  double: 'double',
  string: 'string',
  flag: 'char',
  time: 'datetime',
  ids: 'user',
};

/** What the `*.fields` methods of the older family say. */
function describe(fields: FieldSet): Answer {
  const result: Record<string, Out> = {};
  for (const field of fields.byLegacy.values()) {
    result[field.legacy] = {
      type: FIELD_TYPES[field.kind],
      isRequired: false,
      isReadOnly: field.readOnly,
      isImmutable: false,
      isMultiple: field.kind === 'ids',
      isDynamic: false,
      title: title(field.legacy),
    };
  }
  return {result};
}

/** `WORK_POSITION` → `Work position`. */
function title(name: string): string {
  return name.charAt(0) + name.slice(1).replaceAll('_', ' ').toLowerCase();
}

/** user.fields gives names only. */
function userFields(): Answer {
  const names = [...USER_FIELDS.byLegacy.keys()].filter(name => name !== 'CONFIRM_CODE');
  return {result: Object.fromEntries(names.map(name => [name, title(name)]))};
}

function family(name: string, fields: FieldSet): Method {
  return {name: `crm.${name}.fields`, scope: 'crm', family: 'legacy', run: () => describe(fields)};
}

export const DESCRIPTION_METHODS: readonly Method[] = [
  family('lead', itemFields(1)),
  family('deal', itemFields(2)),
  family('contact', itemFields(3)),
  family('company', itemFields(4)),
  family('quote', itemFields(7)),
  family('activity', ACTIVITY_FIELDS),
  family('invoice', INVOICE_FIELDS),
  {name: 'user.fields', scope: ['user', 'user_basic', 'user_brief'], family: 'legacy', run: userFields},
];
