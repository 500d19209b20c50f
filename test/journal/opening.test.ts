import {spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import {expect, it} from 'vitest';
import {openHistory} from '../../source/journal/journal.ts';
import {temporaryFolder} from './folder.ts';

const OPENER = fileURLToPath(new URL('opener.ts', import.meta.url));

it('is made once, however many processes open a new one at the same moment', async () => {
  const folder = temporaryFolder();
  const at = String(Date.now() + 1500);
  const said = await Promise.all(
    Array.from({length: 4}, () =>
      text(spawn(process.execPath, [OPENER, folder, at], {stdio: ['ignore', 'pipe', 'inherit']}).stdout),
    ),
  );
  expect(said).toEqual(Array.from({length: 4}, () => 'ready\nok\n'));
});

it('that a writer made and has yet to fill is as good as none to who only looks', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'journal.sqlite'), '');
  expect(await openHistory(folder)).toBeUndefined();
});
