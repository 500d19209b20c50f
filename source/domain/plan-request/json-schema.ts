import {RULE_SCHEMAS} from '../rules/json-schema.ts';
import {SCOPE_SCHEMA} from '../scope/json-schema.ts';

const {$schema, ...scope} = SCOPE_SCHEMA;
const {type} = SCOPE_SCHEMA.items.properties;

/** A whole plan request, as JSON Schema (2020-12). `planRequestFromJson` reads exactly this, and tells what is wrong. */
export const PLAN_REQUEST_SCHEMA = {
  $schema,
  title: 'Plan request',
  description: 'Whose records, which of them, and who gets what. Keys that are not here are refused.',
  type: 'object',
  required: ['leaver'],
  additionalProperties: false,
  properties: {
    leaver: {...RULE_SCHEMAS.WHO, description: 'Whose records: id or e-mail address.'},
    scope: {...scope, description: `${scope.description} Without it: what is taken by default.`},
    to: {...RULE_SCHEMAS.SHARE, description: 'Who gets every type that has no rule of its own.'},
    rules: {
      type: 'array',
      minItems: 1,
      description: 'Who gets single types, one object for each: its rule with the type beside it.',
      items: {allOf: [{type: 'object', required: ['type'], properties: {type}}, RULE_SCHEMAS.RULE]},
    },
    together: {
      ...RULE_SCHEMAS.SEVERAL,
      required: ['kind', 'among', 'types'],
      properties: {...RULE_SCHEMAS.SEVERAL.properties, types: {type: 'array', minItems: 1, items: type}},
      description: 'All records of these types that belong to one client go to one person.',
    },
    follow: {
      enum: ['owner', 'chosen'],
      description:
        'An activity whose record is another active person’s already goes to that person (owner, unless given), or to the chosen successor.',
    },
  },
} as const;
