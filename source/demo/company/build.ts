import type {RecordOrder} from '../options.ts';
import {type Cell, type Row, responsibleColumn, type TableName, textOf} from '../store/row.ts';
import {Store} from '../store/store.ts';
import {makeActivities} from './activities.ts';
import {demoDirectory, type Directory, semanticsOf} from './directory.ts';
import {makePapers} from './papers.ts';
import {addObservers, DEMO_ELSEWHERE} from './elsewhere.ts';
import {demoPeople} from './people.ts';
import {seeded} from './random.ts';
import {makeItems, TODAY} from './records.ts';

/** Every kind of record the portal has, so that lists of an empty one answer with nothing instead of "not found". */
const TABLES: readonly TableName[] = [1, 2, 3, 4, 5, 6, 7, 31, 36, 1036, 1040, 'task', 'user'];

/** The company as it is before anybody did anything: the same at every start. */
export function buildCompany(kind: 'demo' | 'empty'): {store: Store; directory: Directory} {
  const store = new Store();
  const directory = demoDirectory(kind === 'demo' ? DEMO_ELSEWHERE : undefined);
  for (const name of TABLES) store.table(name);
  for (const person of demoPeople()) store.table('user').add(person);
  if (kind === 'demo') {
    const random = seeded(20261103);
    makeItems(store, directory, random);
    makeActivities(store, random);
    makePapers(store, random);
    addObservers(store);
  }
  return {store, directory};
}

/** What records of a kind have if an order for them says nothing else. */
const PLAIN: Readonly<Record<string, Readonly<Record<string, Cell>>>> = {
  2: {categoryId: 0},
  31: {categoryId: 11, stageId: 'DT31_11:N'},
  1036: {categoryId: 23, stageId: 'DT1036_23:NEW'},
  1040: {categoryId: 24, stageId: 'DT1040_24:NEW'},
  5: {ORDER_TOPIC: 'Old invoice', UF_CONTACT_ID: 1},
  user: {ACTIVE: true, NAME: 'Person', UF_DEPARTMENT: [4], DATE_REGISTER: TODAY},
  6: {TYPE_ID: 6, PROVIDER_ID: 'CRM_TODO', PROVIDER_TYPE_ID: 'TODO', COMPLETED: 'N'},
};

/** Makes records for a test, with the next free ids; says which. Goes past the file of changes if `quiet`. */
export function makeRecords(store: Store, directory: Directory, order: RecordOrder, quiet = false): number[] {
  const {table: name, responsible = 0, count = 1, columns = {}} = order;
  const table = store.table(name);
  const made: number[] = [];
  let id = table.nextId();
  for (let index = 0; index < count; index += 1, id += 1) {
    const row = newRow(directory, name, id, responsible, {...PLAIN[String(name)], ...columns});
    if (quiet) table.add(row);
    else store.add(name, row);
    made.push(id);
  }
  return made;
}

function newRow(
  directory: Directory,
  name: TableName,
  id: number,
  responsible: number,
  columns: Readonly<Record<string, Row[string]>>,
): Row {
  const made = TODAY - 1000 * id;
  const holder = name === 'user' ? {} : {[responsibleColumn(name)]: responsible};
  const row: Row = {id, ...holder, ...dates(name, made), ...title(name, id), ...columns};
  if (name === 1 || name === 2) {
    const stage = textOf(row['stageId'] ?? 'NEW');
    const semantics = semanticsOf(directory, name, Number(row['categoryId'] ?? 0), stage);
    row['stageSemanticId'] = semantics;
    if (name === 2) row['closed'] = semantics === 'P' ? 'N' : 'Y';
  }
  return row;
}

function dates(name: TableName, made: number): Record<string, number> {
  if (name === 'user') return {};
  if (name === 'task') return {createdDate: made, changedDate: made};
  if (name === 5) return {DATE_INSERT: made, DATE_UPDATE: made};
  if (name === 6) return {CREATED: made, LAST_UPDATED: made, START_TIME: made, END_TIME: made};
  return {createdTime: made, updatedTime: made};
}

function title(name: TableName, id: number): Record<string, string> {
  if (name === 'user') return {LAST_NAME: `Number${id}`, EMAIL: `person${id}@nordwind.example`};
  if (name === 5) return {ACCOUNT_NUMBER: String(id)};
  if (name === 6) return {SUBJECT: `Activity ${id}`};
  if (name === 3) return {name: 'Contact', lastName: String(id)};
  if (name === 7) return {title: `Record ${id}`, quoteNumber: String(id)};
  if (name === 31) return {title: `Record ${id}`, accountNumber: String(id)};
  return {title: `Record ${id}`};
}
