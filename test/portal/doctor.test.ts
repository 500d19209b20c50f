import {expect, test} from 'vitest';
import {checkTypes} from '../../source/portal/doctor/key.ts';
import type {Ground} from '../../source/portal/doctor/ground.ts';
import {checkOldInvoices, checkPages} from '../../source/portal/doctor/lists.ts';
import {batch, scripted, type Step} from './script.ts';

// What no portal of ours can be made to do.

function ground(...steps: readonly Step[]): Ground {
  const {client, clock} = scripted(...steps);
  return {client, clock, options: {}, scopes: ['crm']};
}

const page = (...ids: number[]): Step => batch({c0: {items: ids.map(id => ({id}))}});
const older = (...ids: number[]): Step => batch({c0: ids.map(id => ({ID: String(id)}))});
const fifty = Array.from({length: 50}, (_, index) => index + 1);

test.each([
  ['hold', fifty, [51, 52]],
  ['hold', [1, 2], []],
  ['size', [...fifty, 51], []],
  ['unordered', [2, 1], []],
  ['unordered', [1, 2], [5, 4]],
  ['unordered', [1, 1], []],
  ['repeated', fifty, fifty],
  ['none', [], []],
] as const)('pages: %s', async (found, first, second) => {
  // A first page that is empty or out of order is the last one asked for.
  const isLast = first.some((id, index) => id <= (first[index - 1] ?? 0)) || first.length === 0;
  const steps = isLast ? [page(...first)] : [page(...first), page(...second)];
  const [pages] = await checkPages(ground(...steps, older(1), older()), 2);
  expect(pages?.found).toBe(found);
});

test('a short page with more behind it, unless that came in between', async () => {
  const rest = [older(1), older()];
  const [short] = await checkPages(ground(page(1, 2), page(3), page(1, 2), ...rest), 2);
  expect(short?.found).toBe('short');
  const [busy] = await checkPages(ground(page(1, 2), page(3), page(1, 2, 3), ...rest), 2);
  expect(busy?.found).toBe('hold');
});

test('a row without an id, and a refusal', async () => {
  const nameless = batch({c0: {items: [{title: 'x'}]}});
  const refused = batch({}, {c0: {error: 'ACCESS_DENIED', error_description: 'Anna Petrova may not'}});
  const [pages, olderPages] = await checkPages(ground(nameless, refused), 2);
  expect(pages?.found).toBe('unordered');
  expect(olderPages).toEqual({check: 'older-pages', found: 'refused', facts: {code: 'ACCESS_DENIED'}});
});

test('what is told in another form than documented is as good as not told', async () => {
  const [types] = await checkTypes(ground(batch({c0: 'nonsense', c1: [], c2: {categories: []}, c3: {categories: []}})));
  expect(types?.found).toBe('incomplete');
});

test('words of the portal never stand in a finding', async () => {
  const refused = batch({}, {c0: {error: 'Denied for anna@example.com', error_description: 'x'}});
  expect(await checkOldInvoices(ground(refused))).toEqual([
    {check: 'old-invoices', found: 'refused', facts: {code: 'other'}},
  ]);
});
