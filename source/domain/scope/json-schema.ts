const DATE =
  'A day, 2026-01-31, which is its first moment in the zone of the acting person, or a moment of ISO 8601 with its offset, 2026-01-31T08:30:00+01:00.';

const SPAN = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    from: {type: 'string', description: `That moment and later ones. ${DATE}`},
    before: {type: 'string', description: `Earlier moments alone. ${DATE}`},
  },
} as const;

const IDS = {type: 'array', minItems: 1, items: {type: 'integer', minimum: 1}} as const;

/** The scope of a plan request, as JSON Schema (2020-12). `scopeFromJson` reads exactly this, and tells what is wrong. */
export const SCOPE_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Scope',
  description:
    'Which records are taken, one object for each type; a type that is not there is not taken. A record has to fit every condition that is there, and of a list any one.',
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['type', 'state'],
    additionalProperties: false,
    properties: {
      type: {
        type: 'string',
        description: 'Each type once.',
        pattern:
          '^(lead|deal|deal-template|contact|company|estimate|invoice|old-invoice|activity|task|(contact|company|spa):[1-9][0-9]{0,8})$',
      },
      state: {
        enum: ['all', 'open', 'closed'],
        description: 'Types without stages, contacts for instance, count as open.',
      },
      pipelines: {
        type: 'array',
        minItems: 1,
        items: {type: 'integer', minimum: 0},
        description: 'Deals, deal templates, invoices and smart processes: ids of pipelines; 0 is the first of deals.',
      },
      stages: {
        type: 'array',
        minItems: 1,
        items: {type: 'string', minLength: 1},
        description:
          'Stage ids as the portal writes them: NEW, C2:NEW, DT128_9:NEW. No contacts, companies, activities.',
      },
      created: {...SPAN, description: 'When the record was made.'},
      changed: {...SPAN, description: 'When the record was last changed, by anybody.'},
      ids: {...IDS, description: 'These records and no others.'},
      without: {...IDS, description: 'All but these records.'},
    },
  },
} as const;
