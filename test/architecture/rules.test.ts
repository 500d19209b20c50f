import {expect, test} from 'vitest';
import {MOST_LINES, violations} from './rules.ts';

test.each([
  ['source/domain/a.ts', `import type {X} from '../engine/contract.ts';`],
  ['source/domain/a.ts', `export * from '../words/index.ts';`],
  ['source/domain/a.ts', `export {x} from '../words/index.ts';`],
  ['source/domain/a.ts', `type T = import('../portal/client.ts').Client;`],
  ['source/domain/a.ts', `let x: typeof import('../portal/client.ts');`],
  ['source/portal/a.ts', `const x = await import('../engine/run.ts');`],
  ['source/portal/deep/a.ts', `import '../../journal/lock.ts';`],
  ['source/journal/a.ts', `import {x} from '../portal/client.ts';`],
  ['source/engine/a.ts', `import {words} from '../words/index.ts';`],
  ['source/engine/a.ts', `import {x} from '../settings/portals.ts';`],
  ['source/ui/a.tsx', `import {run} from '../commands/run.ts'; export const A = () => <b />;`],
  ['source/ui/a.ts', `import {createClient} from '../portal/client.ts';`],
  ['source/commands/a.ts', `import {createClient} from '../portal/client.ts';`],
  ['source/commands/a.ts', `import {lock} from '../journal/lock.ts';`],
  ['source/reports/a.ts', `import type {HistoryView} from '../engine/contract.ts';`],
  ['source/engine/a.ts', `import {csvReport} from '../reports/csv.ts';`],
  ['source/settings/a.ts', `import {x} from '../ui/services.ts';`],
  ['source/words/a.ts', `import {x} from '../engine/contract.ts';`],
  ['source/demo/a.ts', `import type {Person} from '../domain/people.ts';`],
  ['source/demo/rest/a.ts', `import {x} from '../../portal/encode.ts';`],
  ['source/commands/a.ts', `import {x} from '../../cli.tsx';`],
  ['source/commands/a.ts', `import {x} from '../../test/help.ts';`],
  ['source/elsewhere/a.ts', `export const x = 1;`],
  ['cli.tsx', `await import('./source/engine/engine.ts');`],
  ['source/engine/a.ts', `const name = 'x'; await import(name);`],
  ['source/engine/a.ts', `const x = require('../words/index.ts');`],
  ['source/engine/a.ts', `import axios from 'axios';`],
  ['source/commands/a.ts', `const {render} = await import('ink');`],
  ['source/commands/a.ts', `import {DatabaseSync} from 'node:sqlite';`],
])('%s: %s goes against the arrows', (path, code) => {
  expect(violations({path, code})).toHaveLength(1);
});

test.each([
  ['cli.tsx', `const {main} = await import('./source/commands/main.ts');`],
  ['source/commands/a.ts', `import type {Engine} from '../engine/contract.ts'; await import('../ui/wizard.tsx');`],
  ['source/commands/deep/a.ts', `import {x} from '../b.ts'; import {plain} from '../../words/plain.ts';`],
  ['source/engine/a.ts', `import {x} from '../portal/client.ts'; import {y} from '../journal/lock.ts';`],
  ['source/portal/a.ts', `import axios from 'axios'; import type {P} from '../domain/people.ts';`],
  ['source/demo/a.ts', `import {createServer} from 'node:http'; import {x} from './store/store.ts';`],
  [
    'source/domain/a.ts',
    `// import {x} from '../engine/run.ts'; Date.now()\nexport const x = "import('../ui/a.tsx')";`,
  ],
  ['source/domain/a.ts', `import {createHash} from 'node:crypto'; export const day = new Date(0);`],
  ['source/globals.d.ts', `declare const __VERSION__: string;`],
])('%s: %s is as it should be', (path, code) => {
  expect(violations({path, code})).toEqual([]);
});

test.each([
  [`import {readFileSync} from 'node:fs';`],
  [`import {setTimeout} from 'node:timers/promises';`],
  [`import http from 'node:http';`],
  [`import {randomUUID} from 'node:crypto';`],
  [`import * as crypto from 'node:crypto';`],
  [`export const now = Date.now();`],
  [`export const now = globalThis['Date'].now();`],
  [`export const clock = Date.now;`],
  [`export const today = new Date();`],
  [`export const today = new Date;`],
  [`export const today = Date();`],
  [`export const chance = Math.random();`],
  [`setTimeout(() => {}, 1);`],
  [`await fetch('http://example.com');`],
  [`export const home = process.env;`],
])('the domain is pure: %s is not', code => {
  expect(violations({path: 'source/domain/a.ts', code})).not.toEqual([]);
});

test.each([
  ['source/ui/a.ts', `process.exit(1);`],
  ['source/demo/a.ts', `process.exitCode = 1;`],
  ['source/engine/a.ts', `const end = process.exit; end(1);`],
  ['source/commands/run.ts', `globalThis.process.exit();`],
  ['source/commands/run.ts', `process['exit']();`],
])('%s: %s ends the process beside the one place for it', (path, code) => {
  expect(violations({path, code})).not.toEqual([]);
  expect(violations({path: 'source/commands/exit.ts', code})).toEqual([]);
});

test('a file may be as long as the limit and no longer', () => {
  const lines = (count: number): string => `${Array(count).fill('//').join('\n')}\n`;
  expect(violations({path: 'source/ui/a.ts', code: lines(MOST_LINES)})).toEqual([]);
  expect(violations({path: 'source/ui/a.ts', code: lines(MOST_LINES + 1)})).toHaveLength(1);
});
