import {camelName} from '../fields/field.ts';
import {intval, isArray, isNumeric, type PhpArray, type PhpValue, strval} from '../php/values.ts';
import {legacyError, RestError} from './errors.ts';

/*
 * Two ways of finding parameters. Controllers know exactly one spelling of each and check types (engine/autowire/binder.php);
 * older methods take four spellings and no types (restservice.php).
 */

/** A required whole number of a controller; error `100` if it is missing or none. */
export function boundInt(params: PhpArray, name: string): number {
  const value = params.get(name);
  if (value === undefined || value === null)
    throw new RestError(400, '100', `Could not find value for parameter {${name}}`);
  if (!isNumeric(value)) throw mismatch(name, value, 'int');
  return intval(value);
}

/** An optional list or map of a controller; null counts as absent, a text is error `100` (fact sheet 6, trap 3). */
export function boundArray(params: PhpArray, name: string): PhpArray | undefined {
  const value = params.get(name);
  if (value === undefined || value === null) return undefined;
  if (!isArray(value)) throw mismatch(name, value, 'array');
  return value;
}

/** A required list or map of a controller. */
export function requiredArray(params: PhpArray, name: string): PhpArray {
  const value = boundArray(params, name);
  if (!value) throw new RestError(400, '100', `Could not find value for parameter {${name}}`);
  return value;
}

function mismatch(name: string, value: PhpValue, type: string): RestError {
  return new RestError(
    400,
    '100',
    `Invalid value {${strval(value)}} to match with parameter {${name}}. Should be value of type ${type}.`,
  );
}

/** A parameter of an older method in any of its spellings: `filter`, `FILTER`, `Filter`, `arFilter`. */
export function legacyParam(params: PhpArray, name: string): PhpValue | undefined {
  const camel = camelName(name);
  const capital = camel.charAt(0).toUpperCase() + camel.slice(1);
  for (const spelling of [camel, name.toUpperCase(), capital, `ar${capital}`, name.toLowerCase()]) {
    if (params.has(spelling)) return params.get(spelling);
  }
  return undefined;
}

/** A list or map of an older method; absent is empty, anything else an error without a code (crm-deal-list.md). */
export function legacyArray(params: PhpArray, name: string): PhpArray {
  const value = legacyParam(params, name);
  if (value === undefined || value === null) return new Map();
  if (!isArray(value)) throw legacyError(`Parameter '${name.toLowerCase()}' must be array.`);
  return value;
}

/** An id of an older method: PHP's cast, so a list of anything is 1 (trap 4). */
export function legacyId(params: PhpArray): number {
  const id = intval(legacyParam(params, 'id'));
  if (id <= 0) throw legacyError('ID is not defined or invalid.');
  return id;
}

/** A map by case-insensitive keys, upper case; the later of two spellings wins. */
export function upperKeys(map: PhpArray): PhpArray {
  return new Map([...map].map(([key, value]) => [key.toUpperCase(), value]));
}
