/** One documented request with its answer; see `rest-examples.json`. */
export type Example = {
  readonly method: string;
  readonly request: unknown;
  readonly response: unknown;
  readonly error_response?: {readonly error: string | number; readonly error_description: string};
  readonly note?: string;
};

/** Columns that belong to one portal's own set-up, or to parts of the CRM that this job never touches. */
const FOREIGN =
  /^(UF_CRM|ufCrm|PARENT_ID_|parentId\d|ADDRESS|REG_ADDRESS|PHONE|EMAIL|IM$|WEB$|LINK$|fm$|phone|email|skype$|icq$|imol$)/;

/**
 * Where an answer has another shape than the documented one: keys that it lacks and values of another JSON type. null says nothing of a
 * type, an empty list may stand for an empty map as everywhere in PHP. Lists are compared by their first elements. Values do not count.
 */
export function differences(documented: unknown, actual: unknown, path = ''): string[] {
  if (documented === null || actual === null || documented === undefined) return [];
  const [want, have] = [kindOf(documented), kindOf(actual)];
  if (isEmptyList(documented) || isEmptyList(actual))
    return want === 'list' || want === 'map' ? [] : [`${path}: ${want} expected, list found`];
  if (want !== have) return [`${path}: ${want} expected, ${have} found`];
  if (want === 'list') return differences((documented as unknown[])[0], (actual as unknown[])[0], `${path}[]`);
  if (want !== 'map') return [];
  const found: string[] = [];
  for (const [key, value] of Object.entries(documented as Record<string, unknown>)) {
    if (FOREIGN.test(key)) continue;
    const mine = (actual as Record<string, unknown>)[key];
    if (!(key in (actual as object))) found.push(`${path}.${key}: missing`);
    else found.push(...differences(value, mine, `${path}.${key}`));
  }
  return found;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'map' : typeof value;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
