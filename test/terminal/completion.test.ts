// The scripts of `completion`, in real shells where they are installed, with the built program behind them.
import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeAll, afterAll, describe, expect, test} from 'vitest';
import {cleanEnv, PROGRAM, temporaryHome} from './environment.ts';
import {runProgram} from './program.ts';

const home = temporaryHome();
const env = {...cleanEnv(home.path), PATH: `${home.path}/bin:${process.env['PATH'] ?? ''}`};
const file = (shell: string): string => join(home.path, `completion.${shell}`);
const isThere = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;
const there = {zsh: isThere('zsh'), fish: isThere('fish')};

beforeAll(async () => {
  mkdirSync(join(home.path, 'bin'));
  const starter = join(home.path, 'bin', 'b24-handover');
  writeFileSync(starter, `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
  chmodSync(starter, 0o755);
  const saved = ['acme', 'beta'].map(name => ({name, origin: `https://${name}.bitrix24.com`, userId: 1, lastUsed: 1}));
  writeFileSync(join(home.path, 'settings.json'), JSON.stringify({schema: 2, profiles: saved}));
  writeFileSync(join(home.path, 'my file.json'), '');
  for (const shell of ['bash', 'zsh', 'fish']) {
    const {code, stdout} = await runProgram(['completion', shell], {home: home.path});
    expect(code).toBe(0);
    writeFileSync(file(shell), stdout);
  }
});
afterAll(() => home[Symbol.dispose]());

function lines(shell: string, args: readonly string[]): string[] {
  const {stdout, stderr} = spawnSync(shell, args, {env, cwd: home.path, encoding: 'utf8'});
  expect(stderr).toBe('');
  return stdout.split('\n').filter(line => line !== '');
}

/** What is offered for the last of these words, each as the shell parts them, for which bash takes `=` and `:` as ends. */
const EXPECTED: readonly [string, readonly string[], readonly string[]][] = [
  ['a command', ['le'], ['leavers']],
  ['a command of a command', ['profiles', 're'], ['rename', 'remove']],
  ['a flag', ['run', '--reh'], ['--rehire']],
  ['a flag of what starts without a command', ['--tr'], ['--trace']],
  ['a policy', ['run', '--rehire', 'when'], ['when-refused']],
  ['a policy, as one word with its flag', ['run', '--rehire=al'], ['always']],
  ['a policy of a profile', ['profiles', 'set', 'acme', '--rehire', 'no'], ['none']],
  ['a type', ['plan', '--type', 'old'], ['old-invoice']],
  ['a further type', ['plan', '--type', 'lead,dea'], ['lead,deal', 'lead,deal-template']],
  ['a state', ['run', '--state', 'cl'], ['closed']],
  ['a saved portal', ['tally', '--profile', 'b'], ['beta']],
  ['the built-in one', ['tally', '--profile', 'd'], ['demo']],
  ['a saved portal as an argument', ['profiles', 'test', 'a'], ['acme']],
  ['nothing for what is new', ['profiles', 'rename', 'acme', 'b'], []],
  ['nothing for a person', ['tally', '--leaver', 't'], []],
  ['a file', ['report', '12', '--out', 'my'], ['my file.json']],
  ['a shell', ['completion', 'f'], ['fish']],
  ['a command behind a flag with a value', ['--profile', 'demo', 'tal'], ['tally']],
];

describe('bash', () => {
  const parted = (word: string): string[] => word.split(/([=:])/).filter(piece => piece !== '');
  const complete = (words: readonly string[]): string[] => {
    const all = [
      'b24-handover',
      ...words.slice(0, -1).flatMap(parted),
      ...(words.at(-1) === '' ? [''] : parted(words.at(-1) ?? '')),
    ];
    const script = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _b24_handover; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return lines('bash', ['-c', script, file('bash'), ...all]);
  };

  test.each(EXPECTED)('%s', (_, words, offered) => expect(complete(words)).toEqual(offered));

  test('everything, where nothing is typed yet', () => {
    expect(complete([''])).toEqual(expect.arrayContaining(['wizard', 'leavers', 'run', 'doctor', 'completion']));
    expect(complete(['run', '--state', 'deal=op'])).toEqual(['open']);
    expect(complete(['run', '--rehire='])).toEqual(['when-refused', 'always', 'never']);
    expect(complete(['run', '--to', 'deal=4'])).toEqual([]);
    expect(complete(['run', '--state', 'deal=open', '--reh'])).toEqual(['--rehire']);
  });

  test('it is registered', () => {
    expect(lines('bash', ['-c', 'source "$0"; complete -p b24-handover', file('bash')])[0]).toContain(
      '-F _b24_handover',
    );
  });
});

describe('zsh', () => {
  // What its completion system does with the words is its own; here they are only printed.
  const standIns = `
    compdef() { :; }
    compset() { cur="\${cur##*[=,]}"; }
    compadd() { shift; for word in \${(P)1}; do [[ $word == $cur* ]] && print -r -- $word; done; }
    _describe() { for word in \${(P)argv[-1]}; do [[ \${word%%:*} == $cur* ]] && print -r -- \${word%%:*}; done; }
    _files() { for word in $cur*; do print -r -- $word; done; }`;

  test.for(EXPECTED)('%s', ([, words, offered], {skip}) => {
    skip(!there.zsh, 'zsh is not installed');
    const script = `${standIns}\nsource "$0"\nwords=("$@"); CURRENT=$#\n_b24-handover || true`;
    const found = lines('zsh', ['-f', '-c', script, file('zsh'), 'b24-handover', ...words]);
    // The part before a comma is put back by the shell itself.
    expect(found.toSorted()).toEqual(offered.map(word => word.replace(/^.*,/, '')).toSorted());
  });
});

describe('fish', () => {
  test.for(EXPECTED)('%s', ([, words, offered], {skip}) => {
    skip(!there.fish, 'fish is not installed');
    const line = ['b24-handover', ...words].join(' ');
    const found = lines('fish', ['--no-config', '-c', `source ${file('fish')}; complete -C '${line}'`]);
    const plain = found.map(one =>
      one
        .replace(/\t.*/, '')
        .replace(/^--[a-z-]+=/, '')
        .replaceAll('\\ ', ' '),
    );
    expect(plain.toSorted()).toEqual(offered.toSorted());
  });
});

// Where these shells are not installed, that much can be told all the same.
test('the script for zsh is well built: it keeps to what bash can parse, too', () => {
  expect(spawnSync('bash', ['-n', file('zsh')], {encoding: 'utf8'}).stderr).toBe('');
});

test('the script for fish is well built: every block has its end, every quote its second', () => {
  const script = readFileSync(file('fish'), 'utf8').split('\n');
  const code = script.map(line => line.replace(/\\./g, '')).filter(line => !line.startsWith('#'));
  const begins = code.filter(line => /^ *(function|for|if|switch) /.test(line)).length;
  expect(code.filter(line => line.trim() === 'end')).toHaveLength(begins);
  // A single quote between double ones does not count, nor the other way round.
  const open = code.filter(line => line.replace(/'[^']*'|"[^"]*"/g, '').match(/['"]/));
  expect(open).toEqual([]);
});
