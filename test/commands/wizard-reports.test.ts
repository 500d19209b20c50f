import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {wizardReports} from '../../source/commands/wizard-reports.ts';
import type {Engine, RunOptions, Session} from '../../source/engine/contract.ts';
import {journalOf, leads, planOf, runOf} from './journal.ts';
import {standIn} from './stand-in.ts';

const options: RunOptions = {
  rehire: 'never',
  consent: async () => false,
  acceptUnmovable: false,
  signal: new AbortController().signal,
};

async function opened(): Promise<{session: Session; engine: Engine; folder: string}> {
  const folder = mkdtempSync(join(tmpdir(), 'b24-wizard-'));
  onTestFinished(() => {
    rmSync(folder, {recursive: true, force: true});
  });
  const {outside} = standIn({engine: journalOf([runOf(12)])});
  const engine = await outside.loadEngine('/data');
  const address = await standIn({saved: ['acme']}).outside.profiles.address('acme');
  if (!address) throw new Error('no address');
  return {session: await engine.connect(address, {demo: false}), engine, folder};
}

test('the files are there when a run of the wizard has ended, and are named at its end', async () => {
  const {session, engine, folder} = await opened();
  const reports = wizardReports();
  const reporting = reports.reporting(session, {engine, folder});
  expect(reports.ended(0)).toEqual({lines: [], exit: 0});
  const report = await reporting.run(planOf(leads(3)), options, () => {});
  expect(report.run).toBe('12');
  expect(readdirSync(join(folder, 'reports')).toSorted()).toEqual(['run-12.csv', 'run-12.html', 'run-12.json']);
  const page = join(folder, 'reports', 'run-12.html');
  expect(reports.ended(0)).toEqual({lines: [`report   ${page}`], exit: 0});
  expect(reports.ended(3).exit).toBe(3);
});

test('files that cannot be written are told at the end, and change only a code of 0', async () => {
  const {session, engine, folder} = await opened();
  writeFileSync(join(folder, 'reports'), 'no folder');
  const reports = wizardReports();
  const report = await reports.reporting(session, {engine, folder}).run(planOf(leads(3)), options, () => {});
  expect(report.counts.moved).toBe(3);
  expect(reports.ended(0)).toMatchObject({exit: 6, lines: [expect.stringContaining(join(folder, 'reports'))]});
  expect(reports.ended(1).exit).toBe(1);
});
