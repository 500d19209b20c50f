import {mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {firstTimes, noteGuided} from '../../source/settings/guide.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'b24-guide-'));
  onTestFinished(() => rmSync(path, {recursive: true, force: true}));
  return path;
}

test('the demo portal and portals of one’s own are gone through apart', () => {
  const at = folder();
  expect(firstTimes(at)).toEqual(['demo', 'portal']);
  noteGuided(at, 'demo');
  expect(firstTimes(at)).toEqual(['portal']);
  noteGuided(at, 'demo');
  noteGuided(at, 'portal');
  expect(firstTimes(at)).toEqual([]);
  expect(statSync(join(at, 'guide.json')).mode & 0o777).toBe(0o600);
});

test.each(['', '{', 'null', '{"schema":1,"done":"portal"}', '{"schema":1,"done":["other"]}'])(
  'a file that says %j is as good as none',
  text => {
    const at = folder();
    writeFileSync(join(at, 'guide.json'), text);
    expect(firstTimes(at)).toEqual(['demo', 'portal']);
    noteGuided(at, 'portal');
    expect(firstTimes(at)).toEqual(['demo']);
  },
);
