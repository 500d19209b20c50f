import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {doctor} from '../../source/commands/doctor.ts';
import {wrapped} from '../../source/commands/output/wrap.ts';
import {CHECKS, codeOnly, type Finding, judge, magnitude, OUTCOMES} from '../../source/domain/diagnosis.ts';
import {PortalTrouble, UsageTrouble} from '../../source/domain/trouble.ts';
import {doctorWords} from '../../source/words/doctor.ts';
import {standIn} from './stand-in.ts';

const every: Finding[] = CHECKS.flatMap(check =>
  Object.keys(OUTCOMES[check]).map(found => ({
    check,
    found,
    counts: {types: 15, 'smart processes': 4, rows: 50, invoices: 12_345, refusals: 2, lead: 12_345},
    facts: {
      missing: ['task'],
      absent: ['estimate'],
      types: ['lead'],
      methods: ['crm.item.list'],
      scope: 'crm',
      code: 'ACCESS_DENIED',
      plan: 'de_professional',
      atOnce: 50,
      perSecond: 2,
      seconds: -90,
    },
  })),
) as Finding[];

function examining(findings: readonly Finding[]) {
  return standIn({
    saved: ['acme'],
    engine: {
      async examine(address, _, tell) {
        for (const finding of findings) tell(finding);
        return {portalName: address.host, demo: false, findings, requests: 12};
      },
    },
  });
}

const fine: Finding[] = [
  {check: 'rest', found: 'answers'},
  {check: 'administrator', found: 'yes'},
];

test('a line for each check, and the verdict', async () => {
  const {outside, journal} = examining([...fine, {check: 'dismissed', found: 'unprobed'}]);
  expect(await doctor({}, outside)).toBe(0);
  expect(journal.said).toEqual(['portal   acme.bitrix24.com']);
  expect(journal.printed.map(line => line.slice(0, 60))).toEqual([
    'ok       REST: REST is switched on and takes this key.',
    'ok       administrator: the key is an administrator’s: it se',
    'unknown  hidden records: whether lists hide what a dismissed',
    'All that a handover needs holds.',
  ]);
});

test('what stands in the way is marked, and ends with 1; what merely differs does not', async () => {
  const {outside, journal} = examining([
    ...fine,
    {check: 'administrator', found: 'no'},
    {check: 'time', found: 'no-block'},
  ]);
  expect(await doctor({}, outside)).toBe(1);
  expect(journal.printed.map(line => line.slice(0, 24))).toEqual([
    'ok       REST: REST is s',
    'ok       administrator: ',
    'differs ! administrator:',
    'differs  times: answers ',
    'One finding stands in th',
  ]);
  expect(await doctor({}, examining([{check: 'time', found: 'no-block'}]).outside)).toBe(0);
});

test('everything that may be found has a sentence, in no terminal wider than it is', async () => {
  expect(every.filter(finding => doctorWords.says(finding).length < 10)).toEqual([]);
  for (const finding of every) expect(doctorWords.says(finding)).not.toMatch(/undefined|NaN|\[object| {2}/);
  for (const columns of [20, 34, 60, 80]) {
    const {outside, journal} = examining(every);
    await doctor({}, {...outside, columns});
    // A word that is itself too long stays whole.
    const wide = journal.printed.filter(line => line.length > columns && line.trim().includes(' '));
    expect(wide.filter(line => columns >= 34 || !/^(ok|differs|unknown)/.test(line))).toEqual([]);
  }
});

test('lines are broken between words, below the text', () => {
  expect(wrapped('one two three four five six seven eight', 'ok       ', 34)).toEqual([
    'ok       one two three four five',
    '         six seven eight',
  ]);
  expect(wrapped('one two three four five', 'ok       ', 20)).toEqual(['ok       one two', '  three four five']);
  expect(wrapped('one two', 'ok       ', Number.POSITIVE_INFINITY)).toEqual(['ok       one two']);
});

test('the same as an object', async () => {
  const {outside, lastObject, journal} = examining([
    {check: 'counts', found: 'differ', counts: {lead: 3}, facts: {types: ['lead']}},
  ]);
  expect(await doctor({json: true}, outside)).toBe(1);
  expect(journal.printed).toHaveLength(1);
  expect(lastObject()).toEqual({
    schema: 1,
    command: 'doctor',
    exit: 1,
    portal: {name: 'acme.bitrix24.com', demo: false},
    holds: false,
    requests: 12,
    checks: [
      {
        check: 'counts',
        verdict: 'differs',
        matters: true,
        found: 'differ',
        counts: {lead: 3},
        facts: {types: ['lead']},
        says: expect.stringContaining('two ways of counting differ for lead') as string,
      },
    ],
  });
});

test('a file for a bug report names nobody: no host, no ids, counts as orders of magnitude', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'b24-doctor-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const file = join(folder, 'report.json');
  const {outside, journal} = examining(every);
  expect(await doctor({report: file}, outside)).toBe(1);
  expect(journal.said.at(-1)).toContain(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  expect(text).not.toMatch(/acme|bitrix24\.com|verysecret|12345|Smirnova|@/);
  const report = JSON.parse(text) as {portal: string; checks: (Finding & {verdict: string})[]};
  expect(report.portal).toBe('portal.example');
  expect(report.checks.map(one => [one.check, one.found, one.verdict])).toEqual(
    every.map(one => [one.check, one.found, judge(one).verdict]),
  );
  expect(report.checks[0]?.counts).toMatchObject({invoices: '10000-99999', refusals: '1-9'});
});

test('a portal that stops answering in the middle: the file tells that, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'b24-doctor-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const file = join(folder, 'report.json');
  const {outside} = standIn({
    saved: ['acme'],
    engine: {
      async examine(_, __, tell) {
        for (const finding of fine) tell(finding);
        throw new PortalTrouble('unreachable', 'acme.bitrix24.com (ECONNRESET)');
      },
    },
  });
  await expect(doctor({report: file}, outside)).rejects.toThrow(PortalTrouble);
  const text = readFileSync(file, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ended: 'unreachable', checks: [{check: 'rest'}, {check: 'administrator'}]});
  expect(text).not.toContain('acme');
});

test('two portals are bad input', async () => {
  await expect(doctor({demo: true, profile: 'acme'}, standIn().outside)).rejects.toThrow(UsageTrouble);
});

test('magnitudes, and codes that are none', () => {
  expect([0, 1, 9, 10, 99, 100, 1000].map(magnitude)).toEqual([
    '0',
    '1-9',
    '1-9',
    '10-99',
    '10-99',
    '100-999',
    '1000-9999',
  ]);
  expect(['', 'ACCESS_DENIED', '0', 'HTTP 503', 'de_ent10000'].map(codeOnly)).toEqual([
    'other',
    'ACCESS_DENIED',
    '0',
    'HTTP 503',
    'de_ent10000',
  ]);
  expect(['Anna Petrova', 'anna@example.com', 'https://acme', 'x'.repeat(99)].map(codeOnly)).toEqual(
    Array(4).fill('other'),
  );
});
