// Reads a portal over plain REST, with a client of a few lines that shares nothing with ours: what the program did is
// held against what the portal itself says.

export interface PortalState {
  /** "deal 17" → id of the responsible person. */
  readonly responsible: ReadonlyMap<string, number>;
  /** Id → active, everybody. */
  readonly active: ReadonlyMap<number, boolean>;
  /** "activity 5" → "deal 17", the record it belongs to; for those whose record has a type of its own here. */
  readonly owners: ReadonlyMap<string, string>;
}

type Row = Readonly<Record<string, unknown>>;

/** A list method, with what of its rows is wanted. */
interface List {
  readonly name: string;
  readonly query: string;
  rows(result: unknown): readonly Row[];
  read(row: Row): {id: number; responsible: number; owner?: string};
}

const NAMES: Readonly<Record<number, string>> = {
  1: 'lead',
  2: 'deal',
  3: 'contact',
  4: 'company',
  7: 'estimate',
  31: 'invoice',
};

function items(entityTypeId: number): List {
  return {
    name: nameOf(entityTypeId),
    query: `crm.item.list?entityTypeId=${entityTypeId}&select[]=id&select[]=assignedById&order[id]=ASC`,
    rows: result => (result as {items: Row[]}).items,
    read: row => ({id: Number(row['id']), responsible: Number(row['assignedById'])}),
  };
}

const legacy = (name: string, query: string): List => ({
  name,
  query,
  rows: result => result as Row[],
  read: row => ({
    id: Number(row['ID']),
    responsible: Number(row['RESPONSIBLE_ID']),
    ...(row['OWNER_TYPE_ID'] === undefined
      ? {}
      : {owner: `${nameOf(Number(row['OWNER_TYPE_ID']))} ${Number(row['OWNER_ID'])}`}),
  }),
});

function nameOf(entityTypeId: number): string {
  return NAMES[entityTypeId] ?? `spa:${entityTypeId}`;
}

/** The state of every record of every type, and of everybody. */
export async function readState(webhook: string): Promise<PortalState> {
  const processes = await call(webhook, 'crm.type.list', {});
  const spas = ((processes.result as {types: Row[]}).types ?? []).map(type => Number(type['entityTypeId']));
  const select = 'select[]=ID&select[]=RESPONSIBLE_ID&order[ID]=ASC';
  const lists = [
    ...[1, 2, 3, 4, 7, 31, ...spas.filter(id => NAMES[id] === undefined)].map(items),
    legacy(
      'activity',
      `crm.activity.list?${select}&select[]=OWNER_ID&select[]=OWNER_TYPE_ID&filter[CHECK_PERMISSIONS]=N`,
    ),
    legacy('old-invoice', `crm.invoice.list?${select}`),
  ];
  const responsible = new Map<string, number>();
  const owners = new Map<string, string>();
  const pages = await walk(webhook, lists);
  for (const [list, row] of pages) {
    const {id, responsible: who, owner} = list.read(row);
    responsible.set(`${list.name} ${id}`, who);
    if (owner !== undefined) owners.set(`${list.name} ${id}`, owner);
  }
  return {responsible, owners, active: await readPeople(webhook)};
}

/** First pages and totals of all lists in one batch, the other pages in as few as possible. */
async function walk(webhook: string, lists: readonly List[]): Promise<[List, Row][]> {
  const found: [List, Row][] = [];
  const rest: {list: List; start: number}[] = [];
  for (const {list, result, total} of await batch(
    webhook,
    lists.map(first => ({list: first, start: 0})),
  )) {
    for (const row of list.rows(result)) found.push([list, row]);
    for (let start = 50; start < total; start += 50) rest.push({list, start});
  }
  for (let from = 0; from < rest.length; from += 50) {
    for (const {list, result} of await batch(webhook, rest.slice(from, from + 50))) {
      for (const row of list.rows(result)) found.push([list, row]);
    }
  }
  return found;
}

async function batch(
  webhook: string,
  pages: readonly {list: List; start: number}[],
): Promise<{list: List; result: unknown; total: number}[]> {
  const cmd = Object.fromEntries(pages.map(({list, start}, index) => [`c${index}`, `${list.query}&start=${start}`]));
  const {result} = await call(webhook, 'batch', {halt: 0, cmd});
  const {
    result: results,
    result_total: totals,
    result_error: errors,
  } = result as Record<string, Record<string, unknown>>;
  if (errors && Object.keys(errors).length > 0) throw new Error(`the portal refused a list: ${JSON.stringify(errors)}`);
  return pages.map(({list}, index) => ({
    list,
    result: results?.[`c${index}`],
    total: Number(totals?.[`c${index}`] ?? 0),
  }));
}

async function readPeople(webhook: string): Promise<Map<number, boolean>> {
  const people = new Map<number, boolean>();
  for (const active of [true, false]) {
    for (let start = 0; ; start += 50) {
      const {result, next} = await call(webhook, 'user.search', {
        FILTER: {ACTIVE: active},
        sort: 'ID',
        order: 'ASC',
        start,
      });
      for (const row of result as Row[]) people.set(Number(row['ID']), row['ACTIVE'] === true);
      if (next === undefined) break;
    }
  }
  return people;
}

interface Answer {
  readonly result?: unknown;
  readonly next?: number;
}

/** One call; a portal that asks for a pause gets it. */
export async function call(webhook: string, method: string, params: object): Promise<Answer> {
  for (;;) {
    const response = await fetch(`${webhook}${method}`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify(params),
    });
    const answer = (await response.json()) as Answer & {error?: string};
    if (answer.error === undefined) return answer;
    if (answer.error !== 'QUERY_LIMIT_EXCEEDED') throw new Error(`${method}: ${JSON.stringify(answer)}`);
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

/** What a state says of one person: "deal 17", "activity 5". */
export function heldBy(state: PortalState, person: number): string[] {
  return [...state.responsible].filter(([, who]) => who === person).map(([name]) => name);
}

/** Everything that is not the same in two states, as "deal 17: 42 → 12". */
export function changes(
  before: PortalState,
  after: PortalState,
): Map<string, {from: number | undefined; to: number | undefined}> {
  const all = new Map<string, {from: number | undefined; to: number | undefined}>();
  for (const name of new Set([...before.responsible.keys(), ...after.responsible.keys()])) {
    const [from, to] = [before.responsible.get(name), after.responsible.get(name)];
    if (from !== to) all.set(name, {from, to});
  }
  return all;
}
