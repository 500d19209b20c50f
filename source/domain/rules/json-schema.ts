const WHO = {
  anyOf: [{type: 'integer', minimum: 1}, {type: 'string', pattern: '^[^\\s@,]+@[^\\s@,]+$'}, {const: 'head'}],
  description: 'A person by id or e-mail address; head: the head of the department of whoever leaves.',
} as const;

const AMONG = {type: 'array', minItems: 1, items: WHO} as const;

const PERSON = {
  type: 'object',
  required: ['kind', 'to'],
  additionalProperties: false,
  properties: {kind: {const: 'person'}, to: WHO},
  description: 'All to one person.',
} as const;

const SEVERAL = {
  type: 'object',
  required: ['kind', 'among'],
  additionalProperties: false,
  properties: {
    kind: {
      enum: ['turns', 'balanced'],
      description: 'turns: one after the other in this order. balanced: to whoever then holds the fewest open records.',
    },
    among: AMONG,
  },
} as const;

const SHARE = {anyOf: [PERSON, SEVERAL]} as const;

const TABLE = {
  type: 'object',
  required: ['kind', 'rows'],
  additionalProperties: false,
  description:
    'By pipeline and stage, the first row that fits. What fits none goes by otherwise; without it the plan is refused.',
  properties: {
    kind: {const: 'table'},
    rows: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['to'],
        additionalProperties: false,
        properties: {
          pipelines: {type: 'array', minItems: 1, items: {type: 'integer', minimum: 0}},
          stages: {type: 'array', minItems: 1, items: {type: 'string', minLength: 1}},
          to: WHO,
        },
      },
    },
    otherwise: SHARE,
  },
} as const;

/** The rules of a plan request, as JSON Schema. `readRule` and `readShare` read exactly these. */
export const RULE_SCHEMAS = {WHO, SEVERAL, SHARE, RULE: {anyOf: [PERSON, SEVERAL, TABLE]}} as const;
