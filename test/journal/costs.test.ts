import {DatabaseSync} from 'node:sqlite';
import {existsSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {readCosts} from '../../source/journal/costs.ts';
import {openHistory, openJournal} from '../../source/journal/journal.ts';
import {MIGRATIONS} from '../../source/journal/schema.ts';
import {temporaryFolder} from './folder.ts';

const LEADS = 'crm.item.update lead';
const DEALS = 'crm.item.update deal';

it('keeps what the last run learned, for each portal', async () => {
  const folder = temporaryFolder();
  const journal = await openJournal(folder);
  journal.costs.keep(
    'https://acme.bitrix24.com',
    new Map([
      [LEADS, 120.5],
      [DEALS, 90],
    ]),
    1,
  );
  journal.costs.keep('demo', new Map([[LEADS, 1]]), 2);
  journal.costs.keep('https://acme.bitrix24.com', new Map([[LEADS, 80]]), 3);
  journal.close();
  expect(await readCosts(folder, 'https://acme.bitrix24.com')).toEqual(
    new Map([
      [LEADS, 80],
      [DEALS, 90],
    ]),
  );
  expect(await readCosts(folder, 'demo')).toEqual(new Map([[LEADS, 1]]));
  expect(await readCosts(folder, 'https://other.bitrix24.com')).toEqual(new Map());
});

it('is nothing where there is no journal, and makes none', async () => {
  const folder = temporaryFolder();
  expect(await readCosts(folder, 'demo')).toEqual(new Map());
  expect(readdirSync(folder)).toEqual([]);
});

it('holds up nobody who only looks, whatever is wrong with the journal', async () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'journal.sqlite'),
    'no database at all, but long enough to be taken for a broken one'.repeat(9),
  );
  expect(await readCosts(folder, 'demo')).toEqual(new Map());
});

/** The file as the version before costs left it. */
function olderJournal(): string {
  const folder = temporaryFolder();
  const database = new DatabaseSync(join(folder, 'journal.sqlite'));
  database.exec(`${MIGRATIONS[0]} PRAGMA user_version = 1`);
  database.close();
  return folder;
}

function versionOf(folder: string): unknown {
  const database = new DatabaseSync(join(folder, 'journal.sqlite'), {readOnly: true});
  try {
    return database.prepare('PRAGMA user_version').get();
  } finally {
    database.close();
  }
}

it('of a journal from before there were any is nothing; it is looked at as it is, and migrated by who writes', async () => {
  const folder = olderJournal();
  expect(existsSync(join(folder, 'journal.sqlite'))).toBe(true);
  expect(await readCosts(folder, 'demo')).toEqual(new Map());
  const history = await openHistory(folder);
  expect(history?.runs()).toEqual([]);
  history?.close();
  expect(versionOf(folder)).toEqual({user_version: 1});
  const journal = await openJournal(folder);
  journal.costs.keep('demo', new Map([[LEADS, 70]]), 1);
  journal.close();
  expect(versionOf(folder)).toEqual({user_version: 2});
  expect(await readCosts(folder, 'demo')).toEqual(new Map([[LEADS, 70]]));
});
