import type {Load} from './bound.ts';

/** One case of the benchmark: how much there is to move, and what the portal makes of it. */
export interface Case extends Load {
  readonly name: string;
}

/** The tables of the local portal that hold what is moved: every type but deal templates and vendors. */
export const TABLES = [1, 2, 3, 4, 5, 7, 31, 1036, 6] as const;
/** Which of them have an update method of their own besides `crm.item.update`. */
const WITH_SIBLING = new Set([1, 2, 3, 4, 7]);

/** Records are spread evenly over all types. */
function makeCase(records: number, updateMs: number, billing: 'method' | 'batch'): Case {
  const share = Math.floor(records / TABLES.length);
  return {
    name: `${records} records, ${updateMs} ms, billed to the ${billing}`,
    types: TABLES.map((table, index) => ({
      table,
      records: index === 0 ? records - share * (TABLES.length - 1) : share,
      methods: table === 5 || table === 6 ? 'own' : WITH_SIBLING.has(table) ? 'item-or-own' : 'item',
    })),
    updateMs,
    readMs: 10,
    latencyMs: 150,
    limits: {burst: 50, perSecond: 2},
    operatingSeconds: 480,
    billing,
  };
}

export const CASES: readonly Case[] = [1000, 10_000].flatMap(records =>
  [60, 450].flatMap(cost => (['method', 'batch'] as const).map(billing => makeCase(records, cost, billing))),
);
