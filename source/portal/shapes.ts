// Building blocks for reading answers. The portal's two list families type their values differently (trap 24): ids come
// as numbers or as text, yes and no as 'Y'/'N' or true/false, an empty PHP map as []. Everything is made one way here.
import * as v from 'valibot';
import {momentOf} from '../domain/scope/moments.ts';
import {PortalTrouble} from '../domain/trouble.ts';

/** A positive integer, from a number or from digits. */
export const id = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))]),
  v.safeInteger(),
  v.minValue(1),
);

/**
 * Whose a record is; nobody's (0, null, '') is given as 0. Unlike `reference` it has to be there: a list that leaves out
 * what was selected must not look as if every record had changed hands.
 */
export const responsible = v.union([
  v.pipe(
    v.union([v.null(), v.literal(''), v.literal(0), v.literal('0'), v.literal(false)]),
    v.transform(() => 0),
  ),
  id,
]);

/** A reference that may be missing: absence means none too, given as 0. */
export const reference = v.optional(responsible, 0);

const anyText = v.pipe(
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(v.unknown()), v.object({})]),
  v.transform(value => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')),
);

/** Text; null, false and absence are empty, numbers become text, PHP's empty objects (dates) are empty. */
export const text = v.optional(anyText, '');

/** The same where absence must not look like "none": a condition was to be held against it. */
export const toldText = v.optional(anyText);

/** A reference in the same way: 0 for none, undefined where the list does not say. */
export const toldReference = v.optional(responsible);

/** A moment of ISO 8601 with its offset as milliseconds since 1970; undefined for anything else. */
export const moment = v.optional(
  v.pipe(
    anyText,
    v.transform(value => momentOf(value)),
  ),
);

/** 'Y' or 'N' of the CRM. Absent or empty is no. */
export const yesNo = v.optional(
  v.pipe(
    v.nullable(v.union([v.boolean(), v.picklist(['Y', 'N', ''])])),
    v.transform(value => value === true || value === 'Y'),
  ),
  false,
);

/** A list; PHP sends a list with gaps as an object with number keys. */
export function listOf<const S extends v.GenericSchema>(row: S) {
  return v.pipe(
    v.union([v.array(v.unknown()), v.pipe(v.record(v.string(), v.unknown()), v.transform(Object.values))]),
    v.array(row),
  );
}

/** A map with text keys; PHP sends an empty one as [] and one with keys 0, 1, 2 … as a list. */
export const phpMap = v.pipe(
  v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())]),
  v.transform(value => new Map(Object.entries(value))),
);

/**
 * Reads an answer by its schema.
 * @throws PortalTrouble `deviates`, naming the method and the first field that is not as documented, never its value
 */
export function read<const S extends v.GenericSchema>(schema: S, method: string, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = v.getDotPath(issue) ?? 'result';
  throw new PortalTrouble(
    'deviates',
    `${method}: ${path} is ${kindOf(issue.input)}, expected ${issue.expected ?? 'something else'}`,
  );
}

/** What kind of value came. Valibot's own `received` quotes the value itself, which may be anything a portal holds. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  return typeof value;
}
