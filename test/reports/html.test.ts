import {expect, test} from 'vitest';
import {htmlReport} from '../../source/reports/html.ts';
import {MOST_LISTED} from '../../source/reports/overview.ts';
import {AT, HOSTILE_TITLES, leads, sourceOf} from './sources.ts';

const pageOf = (...given: Parameters<typeof sourceOf>): string => [...htmlReport(sourceOf(...given))].join('');

const TAGS = [
  '!doctype a body code dd details div dl dt h1 h2 head html i li main meta p section span style summary table tbody td',
  'th thead title tr',
]
  .join(' ')
  .split(' ');

/** Every tag of a page with its attributes, by a reader as simple as a browser's is not: what it finds is all there is. */
function tagsOf(page: string): {name: string; attributes: string}[] {
  return [...page.matchAll(/<\/?([a-z!][a-z0-9]*)([^>]*)>/gi)].map(([, name = '', attributes = '']) => ({
    name: name.toLowerCase(),
    attributes,
  }));
}

const NASTY = {
  leaverName: '<img src=x onerror=alert(1)>',
  portalName: 'evil"><script>',
  names: {people: [[12, '<b>\'"&']] as const, types: [['lead', '<i>']] as const},
};

test('hostile text is text: no tag, no attribute and no entity of it survives', () => {
  const page = pageOf(leads(HOSTILE_TITLES), {
    ...NASTY,
    fate: record => ({record, outcome: 'failed', reason: '</td><script>alert("x")</script>\u202e', at: AT}),
  });
  for (const {name, attributes} of tagsOf(page)) {
    expect(TAGS).toContain(name);
    expect(attributes).not.toMatch(/\son\w+=|javascript:/i);
  }
  expect(page).not.toMatch(/<script|<img/i);
  expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e\u200b\ufeff]/u);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  // What a title says with entities is shown as it says it.
  expect(page).toContain('&amp;quot;');
});

test('nothing is loaded: the only addresses are links to records on the portal, and a policy forbids the rest', () => {
  const page = pageOf(leads(HOSTILE_TITLES), {fate: record => ({record, outcome: 'changed-hands', nowWith: 31})});
  expect(tagsOf(page).filter(({attributes}) => /\s(src|srcset|action|data|poster)=/i.test(attributes))).toEqual([]);
  expect(page).not.toMatch(/@import|url\(|<link|<script|<iframe|<form/i);
  const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
  expect(links).toHaveLength(HOSTILE_TITLES.length);
  expect(links.every(href => /^https:\/\/acme\.bitrix24\.com\/crm\/lead\/details\/\d+\/$/.test(href ?? ''))).toBe(true);
  const without = page.replaceAll(/href="[^"]*"/g, '').replaceAll('javascript:alert(1)', '');
  expect(without).not.toMatch(/https?:/);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

test('the built-in portal has no pages to lead to', () => {
  const page = pageOf(leads(['a']), {portalKey: 'demo', portalName: 'Demo portal'});
  expect(page).not.toContain('href=');
  expect(page).toContain('b24-handover undo 12 --profile demo');
});

test('an origin that is none is no link', () => {
  const portalKey = 'javascript:alert(1)';
  expect(pageOf(leads(['a']), {portalKey})).not.toContain('href=');
});

test('summary, proof, the account, bars, what is kept and how to undo', () => {
  const page = pageOf(leads(['a', 'b', 'c', 'd']), {
    fate: (record, index) =>
      index === 0 ? {record, outcome: 'gone'} : {record: {...record, to: index === 1 ? 31 : 12}, outcome: 'moved'},
  });
  const text = page
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  expect(text).toContain('Handover, run 12');
  expect(text).toContain('moved 3 · gone 1');
  expect(text).toContain('0 left. Recount and read-back of all 4 records agree.');
  expect(text).toContain('1 new since the plan: Leads 999');
  expect(text).toContain('Open from 2026-11-25 10:43:07 to 2026-11-25 10:44:21: 1 min 14 s.');
  expect(text).toMatch(/Leads 4 3 moved, 1 gone/);
  expect(text).toMatch(/Иван Соколов #12 3 2 moved, 1 gone/);
  expect(text).toMatch(/#31 1 1 moved/);
  expect(text).toContain('235 activities: only the open ones were taken.');
  expect(text).toContain('4 Vendors (contacts): this type was not taken.');
  expect(text).toContain('b24-handover undo 12');
  expect(text).toMatch(/at most 15 seconds/);
});

test('the plan of what is new is named with the command that carries it out', () => {
  const {run} = sourceOf(leads(['a']));
  const proof = {
    left: [],
    fresh: [{type: 'invoice', id: 7}],
    more: {fresh: 2999},
    newPlan: {digest: '00aa11bb22cc', records: 2998, hidden: true},
    heirless: 2,
    unproved: [],
    contradictions: [],
  };
  const text = pageOf(leads(['a']), {report: {...(run.report as object), proof}});
  expect(text).toContain('3,000 new since the plan: Invoices 7, …');
  expect(text).toContain('<code>b24-handover apply 00aa11bb22cc --rehire always</code>');
  expect(text).toContain('nobody was chosen to receive 2 records of them');
});

test('an account that may be open says so with what to do', () => {
  const {run} = sourceOf(leads(['a']));
  const report = {...(run.report as object), account: {state: 'open', since: AT, text: 'no'}};
  const page = pageOf(leads(['a']), {openings: [{from: AT}], report});
  expect(page).toMatch(/ACCOUNT OPEN: Anna Petrova #42 can sign in/);
  expect(page).toMatch(/b24-handover close-windows/);
});

test('an undo says nothing of moving', () => {
  const page = pageOf(leads(['a', 'b']), {
    kind: 'undo',
    sourceRun: 11,
    fate: (record, index) =>
      index === 0 ? {record, outcome: 'moved'} : {record, outcome: 'not-tried', why: 'edited-since'},
  });
  const text = page.replaceAll(/<style>.*?<\/style>/gs, '').replaceAll(/<[^>]+>/g, ' ');
  expect(text).toMatch(/Undo, run 12/);
  expect(text).toMatch(/put back 1 · edited since 1/);
  expect(text).toMatch(/Goes back to\s+run 11/);
  expect(text).not.toMatch(/moved|0 left/);
});

test('a long list ends with a sentence, and the page stays small', () => {
  const many = Array.from({length: MOST_LISTED + 234}, (_, index) => `Lead ${index}`);
  const page = pageOf(leads(many));
  expect(page).toContain('The first 1,000 of 1,234. All of them are in run-12.csv and run-12.json');
  expect(page.match(/<tr>/g)?.length).toBeLessThan(MOST_LISTED + 20);
});

test.each([
  ['running', 'still running'],
  ['unfinished', 'did not come to its end'],
] as const)('a run that is %s proves nothing', (state, words) => {
  const {run} = sourceOf(leads(['a']));
  const {endedAt: _end, ...open} = run;
  const page = [
    ...htmlReport({run: {...open, state, report: undefined}, rows: () => sourceOf(leads(['a'])).rows()}),
  ].join('');
  expect(page).toContain(words);
  expect(page).toContain('Nothing is proved: 1 of 1');
});

test('a run that was stopped, gone on with and killed does not show its first end for the last', () => {
  const {endedAt: _end, ...run} = sourceOf(leads(['a'])).run;
  const page = [...htmlReport({run: {...run, state: 'unfinished'}, rows: sourceOf(leads(['a'])).rows})].join('');
  expect(page).toContain('Nothing is proved: 1 of 1');
  expect(page).not.toContain('0 left');
});

test('an undo that could not put all back is no success', () => {
  const back = (why: 'edited-since' | 'needs-rehire'): string =>
    pageOf(leads(['a', 'b']), {
      kind: 'undo',
      sourceRun: 11,
      fate: (record, index) => (index === 0 ? {record, outcome: 'moved'} : {record, outcome: 'not-tried', why}),
    });
  expect(back('edited-since')).toContain('<p class="good">1 of 2 records were put back.</p>');
  expect(back('needs-rehire')).toContain('<p class="bad">1 of 2 records were put back.</p>');
});

test('a forgotten run shows numbers, types and ids alone', () => {
  const {names: _names, ...run} = sourceOf([]).run;
  const records = leads(['', '']);
  const page = [
    ...htmlReport({
      run: {...run, forgotten: true, leaverName: '', report: undefined},
      rows: () => records.map(record => ({record, outcome: 'gone' as const})),
    }),
  ].join('');
  expect(page).toContain('Names and titles of this run were erased.');
  expect(page).toContain('lead 1');
  expect(page).not.toContain('Anna');
});

test('where else the portal names the leaver, and where to change it', () => {
  const behind = {
    found: [
      {kind: 'workflow-task', count: 2},
      {kind: 'department-head', count: 1, names: ['<b>Key accounts']},
    ],
    unread: [{kind: 'order', why: {code: 'insufficient_scope', text: ''}}],
  } as const;
  const page = pageOf(leads(['a']), {behind});
  expect(page).toContain('<h2>Still names the leaver</h2>');
  expect(page).toContain('2 workflow tasks; by hand: Workflows &gt; Assignments &gt; Delegate');
  expect(page).toContain('head of 1 department (&lt;b&gt;Key accounts)');
  expect(page).toContain('Not looked at: orders (this key may not read it).');
  expect(pageOf(leads(['a']), {behind, forgotten: true})).not.toContain('Key accounts');
});
