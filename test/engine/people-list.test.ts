import {expect, it} from 'vitest';
import {connect, stage} from './harness.ts';

it('twenty thousand people are never all loaded to search among them', async () => {
  const on = await stage({
    company: 'empty',
    records: [
      {table: 'user', count: 10_000, columns: {ACTIVE: false}},
      {table: 'user', count: 10_000, columns: {ACTIVE: true}},
      {table: 'user', count: 1, columns: {ACTIVE: false, LAST_NAME: 'Zimmermann'}},
      {table: 'user', count: 1, columns: {ACTIVE: true, LAST_NAME: 'Zimmerfrau'}},
    ],
  });
  const session = await connect(on);
  const before = on.portal.log.length;
  const requests = (): number => on.portal.log.length - before;
  const first = await session.people({group: 'dismissed', search: ''});
  expect(first.more).toBe(true);
  expect(first.people).toHaveLength(500);
  // Ten pages of fifty, and the names of the departments.
  expect(requests()).toBeLessThanOrEqual(11);
  // Beyond what is loaded the portal searches, one page of it.
  for (const [search, most] of [
    ['zimmer', 1],
    ['zimmerm', 2],
    ['zimmermann', 3],
  ] as const) {
    const found = await session.people({group: 'dismissed', search});
    expect(found.people.map(({lastName}) => lastName)).toEqual(['Zimmermann']);
    expect(requests()).toBeLessThanOrEqual(11 + most);
  }
  const active = await session.people({group: 'active', search: 'zimmer'});
  expect(active.people.map(({lastName}) => lastName)).toEqual(['Zimmerfrau']);
  expect((await session.people({group: 'active', search: ''})).people).toHaveLength(50);
  expect(requests()).toBeLessThanOrEqual(16);
});

it('the list of the dismissed is read anew whenever it is asked for, and searched as it was shown', async () => {
  const on = await stage({company: 'empty'});
  const session = await connect(on);
  const before = await session.people({group: 'dismissed', search: ''});
  on.portal.give({table: 'user', count: 1, columns: {ACTIVE: false, LAST_NAME: 'Neumann'}});
  expect((await session.people({group: 'dismissed', search: 'neumann'})).people).toEqual([]);
  const after = await session.people({group: 'dismissed', search: ''});
  expect(after.people).toHaveLength(before.people.length + 1);
  expect((await session.people({group: 'dismissed', search: 'neumann'})).people).toHaveLength(1);
});
