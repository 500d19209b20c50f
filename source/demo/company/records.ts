import {type Directory, semanticsOf, stageEntity} from './directory.ts';
import {PEOPLE} from './people.ts';
import type {Random} from './random.ts';
import {HOSTILE_TITLES, words} from './words.ts';
import type {Cell, Row} from '../store/row.ts';
import type {Store} from '../store/store.ts';

const DAY = 86_400_000;
/** The day the demo company is looked at: nothing in it is younger. */
export const TODAY = Date.UTC(2026, 10, 3, 6, 0, 0);
const FIRST_DAY = Date.UTC(2022, 8, 1, 8, 0, 0);

/** Active people of sales and support, among whom all else is divided. */
const COLLEAGUES = [6, 9, 10, 12, 14, 20, 23, 25, 26, 28, 31, 33, 34, 37, 39, 40, 88, 90, 91, 95, 97, 121];

/** One holding: so many records of a person, some of them open, with these columns besides. */
type Holding = {
  readonly person: number | 'others';
  readonly open: number;
  readonly closed: number;
  readonly columns?: Readonly<Record<string, Cell>>;
};

const {leaver, leaverSmall, leaverWithUnmovable, namesake} = PEOPLE;

/** Who holds what of the types behind crm.item.*; activities and old invoices have their own makers. */
const HOLDINGS: Readonly<Record<number, readonly Holding[]>> = {
  4: [
    {person: leaver, open: 64, closed: 0},
    {person: leaver, open: 2, closed: 0, columns: {categoryId: 8}},
    {person: 'others', open: 140, closed: 0},
    {person: 'others', open: 6, closed: 0, columns: {categoryId: 8}},
  ],
  3: [
    {person: leaver, open: 220, closed: 0},
    {person: leaver, open: 4, closed: 0, columns: {categoryId: 7}},
    {person: namesake, open: 4, closed: 0},
    {person: leaverWithUnmovable, open: 1, closed: 0},
    {person: 'others', open: 380, closed: 0},
    {person: 'others', open: 9, closed: 0, columns: {categoryId: 7}},
  ],
  1: [
    {person: leaver, open: 96, closed: 214},
    {person: leaverSmall, open: 1, closed: 3},
    {person: leaverWithUnmovable, open: 1, closed: 1},
    {person: namesake, open: 2, closed: 3},
    {person: 'others', open: 150, closed: 270},
  ],
  2: [
    {person: leaver, open: 128, closed: 302},
    {person: leaver, open: 3, closed: 0, columns: {isRecurring: 'Y', categoryId: 0}},
    {person: leaverSmall, open: 2, closed: 4},
    {person: leaverWithUnmovable, open: 1, closed: 0},
    {person: 'others', open: 190, closed: 330},
    {person: 'others', open: 4, closed: 0, columns: {isRecurring: 'Y', categoryId: 0}},
  ],
  7: [
    {person: leaver, open: 12, closed: 31},
    {person: 'others', open: 20, closed: 40},
  ],
  31: [
    {person: leaver, open: 18, closed: 42},
    {person: leaverSmall, open: 1, closed: 1},
    {person: 'others', open: 24, closed: 46},
  ],
  1036: [
    {person: leaver, open: 5, closed: 2},
    {person: 'others', open: 8, closed: 6},
  ],
  1040: [{person: 'others', open: 6, closed: 5}],
};

/** Ids in use before the first record of a type: real tables do not start at 1. */
const FIRST_ID: Readonly<Record<number, number>> = {1: 211, 2: 351, 3: 101, 4: 61, 7: 21, 31: 15, 1036: 3, 1040: 2};

type Slot = {readonly person: number; readonly open: boolean; readonly columns: Readonly<Record<string, Cell>>};

/** Fills the tables of the types behind crm.item.*. */
export function makeItems(store: Store, directory: Directory, random: Random): void {
  for (const type of [4, 3, 1, 2, 7, 31, 1036, 1040]) {
    const table = store.table(type);
    const slots = random.shuffle(HOLDINGS[type]!.flatMap(holding => slotsOf(holding, random)));
    let id = FIRST_ID[type]!;
    slots.forEach((slot, index) => {
      id += random.between(1, 3);
      const created = FIRST_DAY + Math.floor(((TODAY - FIRST_DAY) * index) / slots.length) + random.between(0, DAY / 4);
      table.add(makeItem(store, directory, random, type, id, slot, created));
    });
  }
  makeHostile(store);
}

function slotsOf(holding: Holding, random: Random): Slot[] {
  const {open, closed, columns = {}} = holding;
  return Array.from({length: open + closed}, (_, index) => ({
    person: holding.person === 'others' ? random.pick(COLLEAGUES) : holding.person,
    open: index < open,
    columns,
  }));
}

function makeItem(
  store: Store,
  directory: Directory,
  random: Random,
  type: number,
  id: number,
  {person, open, columns}: Slot,
  created: number,
): Row {
  const seconds = Math.floor(created / 1000) * 1000;
  const row: Row = {
    id,
    assignedById: person,
    createdBy: person,
    updatedBy: person,
    createdTime: seconds,
    updatedTime: Math.min(TODAY, seconds + random.between(0, 200) * DAY),
    ...nameOf(random, type, id),
    ...columns,
  };
  if (type !== 4) row['companyId'] = pickId(store, 4, random);
  if (type === 1 || type === 2 || type === 7 || type === 31 || type > 1000) {
    const contact = pickId(store, 3, random);
    row['contactId'] = contact;
    row['contactIds'] = contact === 0 ? [] : [contact];
    row['opportunity'] = random.between(3, 900) * 50;
  }
  if (type === 7 || type === 31) row[type === 7 ? 'dealId' : 'parentId2'] = pickId(store, 2, random);
  if (type !== 3 && type !== 4) addStage(directory, random, type, row, open);
  return row;
}

function addStage(directory: Directory, random: Random, type: number, row: Row, open: boolean): void {
  const category = row['categoryId'] ?? {2: random.pick([0, 0, 0, 2, 2, 5]), 31: 11, 1036: 23, 1040: 24}[type] ?? 0;
  const entity = stageEntity(type, Number(category));
  const fitting = directory.stages.filter(stage => stage.entity === entity && (stage.semantics === null) === open);
  const stage = random.pick(fitting).code;
  if (type !== 1 && type !== 7) row['categoryId'] = category;
  row['stageId'] = stage;
  if (type === 1 || type === 2) row['stageSemanticId'] = semanticsOf(directory, type, Number(category), stage);
  if (type === 2 || type === 7) row['closed'] = open ? 'N' : 'Y';
  if (type === 1 && !open) row['dateClosed'] = row['updatedTime']!;
}

function nameOf(random: Random, type: number, id: number): Record<string, Cell> {
  const word = words(random);
  switch (type) {
    case 1:
      return {
        title: `${word.company()}: ${word.goods()}`,
        name: word.first(),
        lastName: word.last(),
        sourceId: random.pick(['WEB', 'CALL', 'EMAIL']),
      };
    case 2:
      return {title: `${word.goods()} for ${word.company()}`};
    case 3:
      return {name: word.first(), lastName: word.last(), post: random.pick(['Buyer', 'Engineer', 'Director', null])};
    case 4:
      return {title: word.company()};
    case 7:
      return {title: `Estimate ${id}: ${word.goods()}, ${word.place()}`, quoteNumber: String(id)};
    case 31:
      return {title: `Invoice ${id}`, accountNumber: String(id)};
    case 1036:
      return {title: `Tender ${word.place()} ${2024 + (id % 3)}: ${word.goods()}`};
    default:
      return {title: `Repair of ${word.goods()}, ${word.place()}`};
  }
}

function pickId(store: Store, type: number, random: Random): number {
  const {rows} = store.table(type);
  return random.next() < 0.2 ? 0 : (rows[random.between(0, rows.length - 1)]?.id ?? 0);
}

/** Puts the titles that programs stumble over on leads of the first leaver. */
function makeHostile(store: Store): void {
  const leads = store.table(1);
  HOSTILE_TITLES.forEach((title, index) => {
    const id = leads.heldBy(leaver)[7 + index * 11]?.id;
    if (id !== undefined) leads.set(id, {title});
  });
}
