import {codeOnly, type Finding} from '../../domain/diagnosis.ts';
import {PLAIN_TYPE_KEYS} from '../../domain/entity-types.ts';
import {WELCOME_PERMISSIONS} from '../../domain/permissions.ts';
import {PortalTrouble} from '../../domain/trouble.ts';
import {readDirectories} from '../directories.ts';
import {createPeople} from '../people.ts';
import {finding, type Ground} from './ground.ts';

const NEEDED = ['crm', 'user'];

/** What the key may do. That there is anything to tell means that REST is switched on. */
export function checkKey(scopes: readonly string[], admin: boolean): Finding[] {
  const missing = (wanted: readonly string[]): string[] => wanted.filter(scope => !scopes.includes(scope));
  const lacks = missing(NEEDED);
  const lacksMore = missing(WELCOME_PERMISSIONS);
  return [
    finding('rest', 'answers'),
    finding('administrator', admin ? 'yes' : 'no'),
    finding('scopes', lacks.length === 0 ? 'granted' : 'missing', {facts: {missing: lacks}}),
    finding('more-scopes', lacksMore.length === 0 ? 'granted' : 'missing', {facts: {missing: lacksMore}}),
  ];
}

/** The list of the dismissed, whose rows are held against the question (fact sheet section 7, traps 9 and 16). */
export async function checkPeople({client, options}: Ground): Promise<readonly Finding[]> {
  try {
    const rows = await createPeople(client).dismissed(0, '', options);
    return [finding('people', rows.length > 0 ? 'listed' : 'none', {counts: {dismissed: rows.length}})];
  } catch (error) {
    if (!(error instanceof PortalTrouble)) throw error;
    if (error.problem === 'deviates') return [finding('people', 'wrong')];
    if (error.problem === 'refused') return [finding('people', 'refused')];
    throw error;
  }
}

/** The kinds of records that there are, and whether their stages can be read. */
export async function checkTypes({client, options}: Ground): Promise<readonly Finding[]> {
  const {types, complete} = await readDirectories(client, options).catch((error: unknown) => {
    // Told in another form than this program can read: as good as not told.
    if (error instanceof PortalTrouble && error.problem === 'deviates') return {types: [], complete: false};
    throw error;
  });
  const absent = PLAIN_TYPE_KEYS.filter(key => !types.some(type => type.key === key));
  const counts = {
    types: types.length,
    'smart processes': types.filter(({key}) => key.startsWith('spa:')).length,
    categories: types.filter(({key}) => /^(contact|company):/.test(key)).length,
  };
  const found = !complete ? 'incomplete' : absent.length > 0 ? 'fewer' : 'complete';
  return [finding('types', found, {counts, facts: {absent}})];
}

/** The plan of the portal as it may be written down: region and kind. */
export function planOf(license: string | undefined): string | undefined {
  return license === undefined ? undefined : codeOnly(license);
}
