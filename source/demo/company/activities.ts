import {type Binding, type Row, textOf} from '../store/row.ts';
import type {Store} from '../store/store.ts';
import {PEOPLE} from './people.ts';
import type {Random} from './random.ts';
import {TODAY} from './records.ts';
import {words} from './words.ts';

const DAY = 86_400_000;
const {leaver, leaverSmall, leaverWithUnmovable, namesake} = PEOPLE;

/** A kind of activity: provider, its type, TYPE_ID, and how its subject begins. */
type Kind = {readonly provider: string; readonly providerType: string; readonly type: number; readonly subject: string};

const KINDS = {
  todo: {provider: 'CRM_TODO', providerType: 'TODO', type: 6, subject: 'Get back about'},
  meeting: {provider: 'CRM_MEETING', providerType: 'MEETING', type: 1, subject: 'Meeting:'},
  call: {provider: 'VOXIMPLANT_CALL', providerType: 'CALL', type: 2, subject: 'Call about'},
  email: {provider: 'CRM_EMAIL', providerType: 'EMAIL', type: 4, subject: 'Re:'},
  sms: {provider: 'CRM_SMS', providerType: 'SMS', type: 6, subject: 'SMS:'},
  form: {provider: 'CRM_WEBFORM', providerType: '3', type: 6, subject: 'Form filled in:'},
  chat: {provider: 'IMOPENLINES_SESSION', providerType: '2', type: 6, subject: 'Open channel:'},
  zoom: {provider: 'ZOOM', providerType: 'ZOOM_CONF_START', type: 6, subject: 'Zoom:'},
  payment: {provider: 'CRM_PAYMENT', providerType: 'PAYMENT', type: 6, subject: 'Payment of'},
  task: {provider: 'CRM_TASKS_TASK', providerType: 'TASKS_TASK', type: 6, subject: 'Task:'},
  app: {provider: 'REST_APP', providerType: 'DELIVERY_BOT', type: 6, subject: 'Delivery bot:'},
  configurable: {provider: 'CONFIGURABLE_REST_APP', providerType: 'CONFIGURABLE', type: 6, subject: 'Survey:'},
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;

/** Whose record an activity hangs on. */
type Owner = 'own' | 'colleague' | 'dismissed' | 'deleted' | 'none';

/** `count` activities of a kind for a person. */
type Batch = {
  readonly person: number;
  readonly kind: KindName;
  readonly count: number;
  readonly open: boolean;
  readonly owner: Owner;
  /** For tasks: whose the task is by now, if it is not the person's. */
  readonly taskOf?: number;
};

const OPEN: readonly Omit<Batch, 'person' | 'open'>[] = [
  {kind: 'todo', count: 46, owner: 'own'},
  {kind: 'todo', count: 9, owner: 'colleague'},
  {kind: 'todo', count: 6, owner: 'dismissed'},
  {kind: 'todo', count: 2, owner: 'deleted'},
  {kind: 'todo', count: 3, owner: 'none'},
  {kind: 'meeting', count: 14, owner: 'own'},
  {kind: 'meeting', count: 4, owner: 'colleague'},
  {kind: 'call', count: 16, owner: 'own'},
  {kind: 'call', count: 5, owner: 'colleague'},
  {kind: 'call', count: 3, owner: 'dismissed'},
  {kind: 'email', count: 10, owner: 'own'},
  {kind: 'email', count: 2, owner: 'deleted'},
  {kind: 'sms', count: 4, owner: 'own'},
  {kind: 'form', count: 3, owner: 'own'},
  {kind: 'chat', count: 5, owner: 'own'},
  {kind: 'zoom', count: 2, owner: 'own'},
  {kind: 'payment', count: 1, owner: 'own'},
  {kind: 'task', count: 5, owner: 'own'},
  {kind: 'task', count: 1, owner: 'colleague'},
];

const CLOSED: readonly Omit<Batch, 'person' | 'open'>[] = [
  {kind: 'call', count: 88, owner: 'own'},
  {kind: 'email', count: 71, owner: 'own'},
  {kind: 'todo', count: 34, owner: 'own'},
  {kind: 'meeting', count: 21, owner: 'own'},
  {kind: 'sms', count: 8, owner: 'own'},
  {kind: 'chat', count: 6, owner: 'own'},
  {kind: 'call', count: 1, owner: 'deleted'},
  {kind: 'app', count: 3, owner: 'own'},
  {kind: 'configurable', count: 2, owner: 'own'},
  {kind: 'task', count: 1, owner: 'own', taskOf: PEOPLE.successor},
];

const BATCHES: readonly Batch[] = [
  ...OPEN.map(batch => ({...batch, person: leaver, open: true})),
  ...CLOSED.map(batch => ({...batch, person: leaver, open: false})),
  {person: leaverWithUnmovable, kind: 'todo', count: 1, open: true, owner: 'own'},
  {person: leaverWithUnmovable, kind: 'app', count: 1, open: true, owner: 'own'},
  {person: leaverWithUnmovable, kind: 'task', count: 1, open: true, owner: 'own', taskOf: PEOPLE.secondSuccessor},
  {person: leaverSmall, kind: 'call', count: 2, open: false, owner: 'own'},
  {person: namesake, kind: 'chat', count: 9, open: true, owner: 'own'},
  {person: namesake, kind: 'todo', count: 3, open: true, owner: 'none'},
  {person: namesake, kind: 'call', count: 5, open: false, owner: 'colleague'},
  ...[6, 9, 10, 12, 14, 20, 23, 25, 31, 34, 88, 91].flatMap((person): Batch[] => [
    {person, kind: 'todo', count: 9, open: true, owner: 'own'},
    {person, kind: 'meeting', count: 4, open: true, owner: 'own'},
    {person, kind: 'call', count: 6, open: true, owner: 'colleague'},
    {person, kind: 'email', count: 14, open: false, owner: 'own'},
    {person, kind: 'call', count: 10, open: false, owner: 'own'},
  ]),
];

type Slot = Omit<Batch, 'count'>;

/** Fills the tables of activities and of the tasks behind some of them. Items must be there already. */
export function makeActivities(store: Store, random: Random): void {
  const table = store.table(6);
  const slots = random.shuffle(BATCHES.flatMap(({count, ...slot}) => Array.from({length: count}, (): Slot => slot)));
  let id = 1203;
  slots.forEach((slot, index) => {
    id += random.between(1, 3);
    const created =
      TODAY - Math.floor(((slots.length - index) / slots.length) * 900 * DAY) - random.between(0, DAY / 8);
    table.add(makeActivity(store, random, id, slot, Math.floor(created / 1000) * 1000));
  });
}

function makeActivity(store: Store, random: Random, id: number, slot: Slot, created: number): Row {
  const kind: Kind = KINDS[slot.kind];
  const word = words(random);
  const owner = ownerOf(store, random, slot);
  const start = created + random.between(1, 20) * DAY;
  const row: Row = {
    id,
    OWNER_TYPE_ID: owner.type,
    OWNER_ID: owner.id,
    TYPE_ID: kind.type,
    PROVIDER_ID: kind.provider,
    PROVIDER_TYPE_ID: kind.providerType,
    SUBJECT: `${kind.subject} ${word.goods()}, ${word.company()}`,
    CREATED: created,
    LAST_UPDATED: created,
    START_TIME: start,
    END_TIME: start + 3_600_000,
    // 9999-12-31 is how the portal writes "no deadline".
    DEADLINE: kind.type === 4 ? Date.UTC(9999, 11, 31) : start,
    COMPLETED: slot.open ? 'N' : 'Y',
    STATUS: slot.open ? 1 : 2,
    RESPONSIBLE_ID: slot.person,
    AUTHOR_ID: slot.person,
    EDITOR_ID: slot.person,
    DIRECTION: kind.type === 2 || kind.type === 4 ? random.between(1, 2) : 0,
  };
  if (slot.kind === 'meeting' || (slot.kind === 'call' && slot.open))
    addPlace(row, slot.kind === 'meeting' ? `${word.place()}, office ${random.between(1, 40)}` : 'Phone room 2');
  if (slot.kind === 'task') addTask(store, row, slot, created);
  row['bindings'] = bindings(store, random, owner);
  return row;
}

/** The activity's own place and that of its calendar event: only the second is lost by a careless update (trap 33). */
function addPlace(row: Row, place: string): void {
  row['LOCATION'] = place;
  row['calendarPlace'] = place;
}

function addTask(store: Store, row: Row, slot: Slot, created: number): void {
  const tasks = store.table('task');
  const id = 2040 + tasks.size * 7;
  const responsible = slot.taskOf ?? slot.person;
  row['ASSOCIATED_ENTITY_ID'] = id;
  tasks.add({
    id,
    // Not the activity's own words: what a resynchronisation overwrites must be seen (trap 29).
    title: `${textOf(row['SUBJECT'])} (please confirm)`,
    description: 'See the client’s letter of last week.',
    status: slot.open ? 3 : 5,
    responsibleId: responsible,
    createdBy: 9,
    createdDate: created,
    changedDate: created,
    changedBy: 9,
    deadline: created + 30 * DAY,
    activityId: row.id,
  });
}

function ownerOf(store: Store, random: Random, {person, owner}: Slot): Binding {
  if (owner === 'none') return {type: 0, id: 0};
  if (owner === 'deleted') return {type: 2, id: 90_000 + random.between(1, 900)};
  const type = random.pick([1, 2, 2, 2, 3, 4, 7]);
  if (owner === 'own') return anyOf(store, random, type, person) ?? anyOf(store, random, 2, person) ?? {type: 0, id: 0};
  if (owner === 'dismissed') return anyOf(store, random, 2, leaverSmall)!;
  return anyOf(store, random, random.pick([1, 2]), random.pick([6, 9, 12, 20, 31]))!;
}

function anyOf(store: Store, random: Random, type: number, person: number): Binding | null {
  const rows = store
    .table(type)
    .heldBy(person)
    .filter(row => row['isRecurring'] !== 'Y');
  return rows.length === 0 ? null : {type, id: random.pick(rows).id};
}

/** The owner first, and now and then the client behind it. */
function bindings(store: Store, random: Random, owner: Binding): readonly Binding[] {
  if (owner.type === 0) return [];
  const contact = Number(store.find(owner.type)?.get(owner.id)?.['contactId'] ?? 0);
  return contact !== 0 && random.next() < 0.5 ? [owner, {type: 3, id: contact}] : [owner];
}
