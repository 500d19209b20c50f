import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import type {Command} from 'commander';
import {describe, expect, onTestFinished, test} from 'vitest';
import {readRunFlags} from '../../source/commands/answers/run.ts';
import {readDigest, readDuration, readRunNumber} from '../../source/commands/answers/runs.ts';
import {modelOf} from '../../source/commands/completion/model.ts';
import {buildProgram, refuseUnknownCommand} from '../../source/commands/program.ts';
import {commandAt} from '../../source/commands/program-examples.ts';
import {EXIT} from '../../source/domain/outcomes.ts';

const paths = modelOf(buildProgram('1', () => {})).map(({path}) => path);

/** What `--help` of a command prints. */
function helpOf(path: string): string {
  const program = buildProgram('1', () => {});
  const command = path === '' ? program : commandAt(program, path);
  let text = '';
  command?.configureOutput({writeOut: piece => void (text += piece), getOutHelpWidth: () => 100});
  command?.outputHelp();
  return text;
}

/** The calls of this program in the listed lines, without what a shell makes of the rest of a line. */
function callsIn(lines: readonly string[], rest: RegExp): string[] {
  return lines.flatMap(line => {
    const call = /\bb24-handover(?: .*)?$/.exec(line)?.[0];
    return call === undefined ? [] : [(call.split(rest)[0] ?? '').trim()];
  });
}

/** In a help text the examples stand two columns in, what they do behind a gap. */
function examplesIn(help: string): string[] {
  const lines = help.slice(help.search(/^Examples?:$/m)).split('\n');
  return callsIn(
    lines.filter(line => /^ {2}(.* \| )?b24-handover\b/.test(line)),
    / {2,}|[|>]/,
  );
}

/** Files that examples name, made of those that docs/scope.md shows. */
function withFiles(flags: {readonly [name: string]: unknown}): {readonly [name: string]: unknown} {
  const folder = mkdtempSync(join(tmpdir(), 'b24-help-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const scope = readFileSync(resolve(import.meta.dirname, '../../docs/scope.md'), 'utf8');
  const made = (block: RegExp): string => {
    const path = join(folder, 'file');
    writeFileSync(path, block.exec(scope)?.[1] ?? '');
    return path;
  };
  return {
    ...flags,
    ...(flags['idsFile'] === undefined ? {} : {idsFile: made(/^```\n([a-z]+,\d+[^]*?)^```$/m)}),
    ...(flags['request'] === undefined ? {} : {request: made(/^```json\n([^]*?)^```$/m)}),
  };
}

/** Parses a call as the program would, and reads its flags as deep as can be without a portal. */
async function parse(call: string): Promise<void> {
  const argv = call.split(/ +/).slice(1);
  let chosen = 0;
  let acting: Command | undefined;
  const program = buildProgram('1', () => {
    chosen += 1;
  });
  program.hook('preAction', (_, command) => {
    acting = command;
  });
  refuseUnknownCommand(argv, program);
  await program.parseAsync(argv, {from: 'user'});
  expect(chosen, call).toBe(1);
  const flags = withFiles(acting?.opts<{readonly [name: string]: unknown}>() ?? {});
  const [first = ''] = acting?.args ?? [];
  switch (acting?.name() ?? '') {
    case 'run':
    case 'plan':
      readRunFlags({to: [], type: [], state: [], rehire: 'never', yes: true, ...flags}, false);
      break;
    case 'apply':
      readDigest(first.replace('"$digest"', '7f3a9c00'));
      if (typeof flags['maxAge'] === 'string') readDuration('--max-age', flags['maxAge']);
      break;
    case 'retry':
    case 'undo':
    case 'report':
    case 'forget':
      readRunNumber('the example', first);
      break;
    default:
  }
}

test.each(paths)('the help of "%s" has examples, and each of them can be typed', async path => {
  const help = helpOf(path);
  expect(help).toMatch(/^Examples?:$/m);
  const calls = examplesIn(help);
  expect(calls.length).toBeGreaterThan(0);
  for (const call of calls) await parse(call);
  // Every example is of the command itself, or of one of its own.
  if (path !== '' && path !== 'wizard')
    expect(calls.filter(call => !call.includes(path.split(' ')[0] ?? ''))).toEqual(
      path === 'profiles' ? ['b24-handover --profile acme'] : [],
    );
});

test('lines of help fit a terminal of 120 columns', () => {
  const wide = paths.flatMap(path => helpOf(path).split('\n')).filter(line => line.length > 120);
  expect(wide).toEqual([]);
});

test('the first help lists every exit code', () => {
  const codes = [...helpOf('').matchAll(/^ {2}(\d+) {2,}\S/gm)].map(([, code]) => Number(code));
  expect(codes).toEqual(Object.values(EXIT));
});

describe('documentation', () => {
  const root = resolve(import.meta.dirname, '../..');
  const files = [
    'readme.md',
    ...readdirSync(`${root}/docs`)
      .filter(name => name.endsWith('.md'))
      .map(name => `docs/${name}`),
  ];
  test.each(files)('every call in the listings of %s can be typed', async file => {
    const listings = readFileSync(`${root}/${file}`, 'utf8').match(/^```sh\n[^]*?^```$/gm) ?? [];
    for (const call of listings.flatMap(listing => callsIn(listing.split('\n'), /[|>#)]/))) await parse(call);
  });
});
