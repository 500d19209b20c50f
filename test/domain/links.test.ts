import {expect, test} from 'vitest';
import type {TypeKey} from '../../source/domain/entity-types.ts';
import {linkTo} from '../../source/domain/links.ts';

const acme = 'https://acme.bitrix24.com';

test.each<[TypeKey, string]>([
  ['lead', '/crm/lead/details/5/'],
  ['deal', '/crm/deal/details/5/'],
  ['deal-template', '/crm/deal/details/5/'],
  ['contact', '/crm/contact/details/5/'],
  ['contact:7', '/crm/contact/details/5/'],
  ['company', '/crm/company/details/5/'],
  ['company:7', '/crm/company/details/5/'],
  ['estimate', '/crm/type/7/details/5/'],
  ['invoice', '/crm/type/31/details/5/'],
  ['spa:1034', '/crm/type/1034/details/5/'],
  ['old-invoice', '/crm/invoice/show/5/'],
  ['task', '/company/personal/user/0/tasks/task/view/5/'],
])('%s is seen at %s', (type, path) => {
  expect(linkTo(acme, {type, id: 5})).toBe(acme + path);
});

test.each([
  [1, '/crm/lead/details/9/'],
  [2, '/crm/deal/details/9/'],
  [31, '/crm/type/31/details/9/'],
  [1034, '/crm/type/1034/details/9/'],
  [5, '/crm/invoice/show/9/'],
])('an activity leads to the record it belongs to (%i)', (ownerTypeId, path) => {
  const activity = {ownerTypeId, ownerId: 9, follows: 'chosen'} as const;
  expect(linkTo(acme, {type: 'activity', id: 5, activity})).toBe(acme + path);
});

test.each([
  ['an activity of an order', {type: 'activity', id: 5, activity: {ownerTypeId: 14, ownerId: 9, follows: 'chosen'}}],
  ['an activity of nothing', {type: 'activity', id: 5, activity: {ownerTypeId: 2, ownerId: 0, follows: 'chosen'}}],
  ['an activity without facts', {type: 'activity', id: 5}],
] as const)('%s has no page', (_case, record) => {
  expect(linkTo(acme, record)).toBeUndefined();
});

test.each(['demo', '', 'javascript:alert(1)', 'ftp://x', 'https://a b', 'https://x"onclick=', 'data:text/html,x'])(
  'no page on %s',
  key => {
    expect(linkTo(key, {type: 'lead', id: 5})).toBeUndefined();
  },
);

test('a self-hosted portal with a port', () => {
  expect(linkTo('https://crm.example.com:8443', {type: 'lead', id: 5})).toBe(
    'https://crm.example.com:8443/crm/lead/details/5/',
  );
});
