import {dirname, normalize} from 'node:path/posix';
import {readModule, type ModuleFacts} from './module.ts';

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly code: string;
}

/** The arrows: which folder of source/ may import from which. Each may import from itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  cli: ['commands'],
  commands: ['ui', 'engine', 'reports', 'settings', 'demo', 'domain', 'words'],
  ui: ['engine', 'settings', 'demo', 'domain', 'words'],
  engine: ['domain', 'portal', 'journal'],
  portal: ['domain'],
  journal: ['domain'],
  reports: ['domain', 'words'],
  settings: ['domain'],
  words: ['domain'],
  domain: [],
  demo: [],
};

/** Packages that one folder has to itself. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  axios: ['portal'],
  'https-proxy-agent': ['portal'],
  conf: ['settings'],
  '@napi-rs/keyring': ['settings'],
  commander: ['commands'],
  ink: ['ui'],
  react: ['ui'],
  'ink-spinner': ['ui'],
  'ink-select-input': ['ui'],
  'node:sqlite': ['journal', 'demo'],
};

/** All that the domain may take from outside: computing, no clock, no chance, no network, no files. */
const PURE = ['node:crypto', 'node:util'];
const CHANCE = [
  'randomBytes',
  'randomUUID',
  'randomInt',
  'randomFillSync',
  'getRandomValues',
  'webcrypto',
  '*',
  'default',
];
const IMPURE =
  /^(Date\.now|Date\(\)|new Date\(\)|Math\.random|setTimeout|setInterval|setImmediate|queueMicrotask|fetch|process\..*|performance\..*|crypto\..*|new (WebSocket|XMLHttpRequest)\(.*\))$/;

const EXITS = /^(process\.exit|process\.exitCode =|process\.reallyExit|process\.abort)$/;
/** The one place that ends the process, and the line about an old Node that stands before everything. */
const MAY_EXIT = ['source/commands/exit.ts', 'cli.tsx'];

export const MOST_LINES = 300;

/** Everything that a file does against the rules, one sentence each. */
export function violations(file: SourceFile): string[] {
  const facts = readModule(file.path, file.code);
  const found = [...badImports(file, facts), ...badExits(file, facts)];
  if (layerOf(file.path) === 'domain') found.push(...impurities(file, facts));
  const lines = file.code.split('\n').length - (file.code.endsWith('\n') ? 1 : 0);
  if (lines > MOST_LINES) found.push(`${file.path} has ${lines} lines, more than ${MOST_LINES}`);
  return found;
}

function badImports({path}: SourceFile, {imports}: ModuleFacts): string[] {
  const layer = layerOf(path);
  if (layer === undefined) return path.endsWith('.d.ts') ? [] : [`${path} belongs to no folder of the design`];
  return imports.flatMap(name => {
    if (name === undefined) return [`${path} imports something whose name is not written out`];
    if (name.startsWith('.')) {
      const target = layerOf(normalize(`${dirname(path)}/${name}`));
      const allowed = target === layer || (target !== undefined && (ARROWS[layer] ?? []).includes(target));
      return allowed ? [] : [`${path} imports ${name}: no arrow from ${layer} to ${target ?? 'there'}`];
    }
    const owners = Object.entries(OWNERS).find(([owned]) => name === owned || name.startsWith(`${owned}/`))?.[1];
    return owners && !owners.includes(layer) ? [`${path} imports ${name}, which only ${owners.join(' and ')} may`] : [];
  });
}

function badExits({path}: SourceFile, {touches}: ModuleFacts): string[] {
  if (MAY_EXIT.includes(path)) return [];
  return touches.filter(touched => EXITS.test(touched)).map(touched => `${path} ends the process itself: ${touched}`);
}

function impurities({path}: SourceFile, {imports, names, touches}: ModuleFacts): string[] {
  return [
    ...imports
      .filter(name => name !== undefined && !name.startsWith('.') && !PURE.includes(name))
      .map(name => `${path} imports ${name}: the domain is pure`),
    ...names
      .filter(({from, name}) => from === 'node:crypto' && CHANCE.includes(name))
      .map(({name}) => `${path} takes ${name} from node:crypto: the domain leaves nothing to chance`),
    ...touches.filter(touched => IMPURE.test(touched)).map(touched => `${path} uses ${touched}: the domain is pure`),
  ];
}

function layerOf(path: string): string | undefined {
  if (path === 'cli.tsx') return 'cli';
  const layer = /^source\/([^/]+)\//.exec(path)?.[1];
  return layer !== undefined && layer in ARROWS ? layer : undefined;
}
