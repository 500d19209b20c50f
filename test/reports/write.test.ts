import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {FilesTrouble} from '../../source/domain/trouble.ts';
import {
  FORMATS,
  makeReportFolder,
  removeReports,
  reportFile,
  reportText,
  writeReport,
} from '../../source/reports/write.ts';
import {leads, sourceOf} from './sources.ts';

function home(): string {
  const folder = mkdtempSync(join(tmpdir(), 'b24-reports-'));
  onTestFinished(() => {
    rmSync(folder, {recursive: true, force: true});
  });
  return folder;
}

test('only their owner may read the files and their folder', () => {
  const folder = home();
  makeReportFolder(folder);
  for (const format of FORMATS) writeReport(reportFile(folder, 12, format), reportText(sourceOf(leads(['a'])), format));
  expect(readdirSync(join(folder, 'reports')).toSorted()).toEqual(['run-12.csv', 'run-12.html', 'run-12.json']);
  expect(statSync(join(folder, 'reports')).mode & 0o777).toBe(0o700);
  for (const format of FORMATS) expect(statSync(reportFile(folder, 12, format)).mode & 0o777).toBe(0o600);
});

test('what fails half-way leaves the old file as it was, and no draft', () => {
  const folder = home();
  makeReportFolder(folder);
  const file = reportFile(folder, 12, 'csv');
  writeReport(file, ['old']);
  function* broken(): Generator<string> {
    yield 'x'.repeat(200_000);
    throw Object.assign(new Error('no space left'), {code: 'ENOSPC'});
  }
  expect(() => writeReport(file, broken())).toThrow(new FilesTrouble('full', file));
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(join(folder, 'reports'))).toEqual(['run-12.csv']);
});

test('a folder that cannot be made is named', () => {
  const folder = home();
  writeFileSync(join(folder, 'reports'), 'a file stands here');
  expect(() => makeReportFolder(folder)).toThrow(new FilesTrouble('unwritable', join(folder, 'reports')));
});

test('forgetting takes the files of that run, and says which', () => {
  const folder = home();
  mkdirSync(join(folder, 'reports'));
  writeReport(reportFile(folder, 1, 'html'), ['x']);
  writeReport(reportFile(folder, 12, 'html'), ['x']);
  writeFileSync(join(folder, 'reports', '.run-1.csv.4711.new'), 'what a killed process left');
  writeFileSync(join(folder, 'reports', '.run-12.csv.4711.new'), 'another');
  expect(removeReports(folder, 1)).toEqual([reportFile(folder, 1, 'html')]);
  expect(readdirSync(join(folder, 'reports')).toSorted()).toEqual(['.run-12.csv.4711.new', 'run-12.html']);
  expect(removeReports(folder, 1)).toEqual([]);
  expect(existsSync(reportFile(folder, 12, 'html'))).toBe(true);
});

test.skipIf(process.getuid?.() === 0)('a file that may not be erased is named', () => {
  const folder = home();
  makeReportFolder(folder);
  const file = reportFile(folder, 1, 'html');
  writeReport(file, ['x']);
  chmodSync(join(folder, 'reports'), 0o500);
  onTestFinished(() => chmodSync(join(folder, 'reports'), 0o700));
  expect(() => removeReports(folder, 1)).toThrow(new FilesTrouble('unwritable', file));
});
