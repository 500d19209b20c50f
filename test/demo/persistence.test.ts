import {appendFileSync, mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {startPortal} from '../../source/demo/server.ts';
import {naive} from './naive.ts';

// The file of changes: whatever was done is there again at the next start, and nothing else.

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-state-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

async function changed(folder: string) {
  const portal = await startPortal({folder});
  const client = naive(portal);
  const lead = portal.snapshot().records.find(one => one.table === 1 && one.responsible === 42)!.id;
  await client.call('crm.item.update', {entityTypeId: 1, id: lead, fields: {assignedById: 12}});
  await client.call('user.update', {ID: 42, ACTIVE: 'Y'});
  portal.hands.remove(2, portal.snapshot().records.find(one => one.table === 2)!.id);
  portal.give({table: 4, responsible: 31, count: 2});
  const snapshot = portal.snapshot();
  await portal.close();
  return snapshot;
}

it('brings every change back', async () => {
  const folder = newFolder();
  const before = await changed(folder);
  const portal = await startPortal({folder});
  expect(portal.snapshot()).toEqual(before);
  expect(portal.ledger).toEqual([]);
  await portal.close();
});

it('is readable by its owner only', async () => {
  const folder = newFolder();
  await changed(folder);
  expect(statSync(join(folder, 'changes.jsonl')).mode & 0o777).toBe(0o600);
});

it('survives a line that a crash cut off, and writes on behind it', async () => {
  const folder = newFolder();
  const before = await changed(folder);
  const file = join(folder, 'changes.jsonl');
  appendFileSync(file, '{"table":"user","id":12,"set":{"ACT');
  const second = await startPortal({folder});
  expect(second.snapshot()).toEqual(before);
  await naive(second).call('user.update', {ID: 57, ACTIVE: 'Y'});
  const after = second.snapshot();
  await second.close();
  expect(readFileSync(file, 'utf8')).not.toContain('{"ACT{');
  const third = await startPortal({folder});
  expect(third.snapshot()).toEqual(after);
  await third.close();
});

it('reset forgets it all, also for the next start', async () => {
  const folder = newFolder();
  await changed(folder);
  const fresh = await startPortal();
  const portal = await startPortal({folder});
  portal.reset();
  expect(portal.snapshot()).toEqual(fresh.snapshot());
  await portal.close();
  const again = await startPortal({folder});
  expect(again.snapshot()).toEqual(fresh.snapshot());
  await Promise.all([again.close(), fresh.close()]);
});

it('a portal without a folder forgets', async () => {
  const portal = await startPortal();
  await naive(portal).call('user.update', {ID: 42, ACTIVE: 'Y'});
  await portal.close();
  const next = await startPortal();
  expect(next.snapshot().people.find(one => one.id === 42)?.active).toBe(false);
  await next.close();
});
