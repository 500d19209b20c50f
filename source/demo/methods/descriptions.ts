import {stageEntity} from '../company/directory.ts';
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

/** The directory that a field of stages or kinds takes its values from; '' for other fields. */
export function statusType(type: number, name: string): string {
  if (name === 'stageId') return stageEntity(type, 0);
  if (name === 'typeId') return {2: 'DEAL_TYPE', 3: 'CONTACT_TYPE', 4: 'COMPANY_TYPE'}[type] ?? '';
  return name === 'sourceId' ? 'SOURCE' : '';
}

/** What the `*.fields` methods of the older family say. */
function describe(type: number, fields: FieldSet): Answer {
  const result: Record<string, Out> = {};
  for (const field of fields.byLegacy.values()) {
    result[field.legacy] = {
      ...(statusType(type, field.name) === ''
        ? {type: FIELD_TYPES[field.kind]}
        : {type: 'crm_status', statusType: statusType(type, field.name)}),
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
  const names = [...USER_FIELDS.byLegacy.keys(), 'TIMESTAMP_X'].filter(name => name !== 'CONFIRM_CODE');
  return {result: Object.fromEntries(names.map(name => [name, title(name)]))};
}

function family(name: string, type: number, fields: FieldSet = itemFields(type)): Method {
  return {name: `crm.${name}.fields`, scope: 'crm', family: 'legacy', run: () => describe(type, fields)};
}

export const DESCRIPTION_METHODS: readonly Method[] = [
  family('lead', 1),
  family('deal', 2),
  family('contact', 3),
  family('company', 4),
  family('quote', 7),
  family('activity', 6, ACTIVITY_FIELDS),
  family('invoice', 5, INVOICE_FIELDS),
  {name: 'user.fields', scope: ['user', 'user_basic', 'user_brief'], family: 'legacy', run: userFields},
];
