// Starts the built bundle the way a user does and holds what it prints against package.json, so that a bundle that
// cannot find one of its own chunks is seen before anybody installs it.
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};

function start(...args: string[]): string {
  const child = spawnSync(process.execPath, ['dist/cli.js', ...args], {encoding: 'utf8', timeout: 20_000});
  if (child.status !== 0) throw new Error(`dist/cli.js ${args.join(' ')} ended with ${child.status}:\n${child.stderr}`);
  return child.stdout;
}

if (start('--version').trim() !== version)
  throw new Error('dist/cli.js --version does not say the version of package.json');
if (!start('--help').includes('leavers')) throw new Error('dist/cli.js --help does not name its commands');
process.stdout.write(`dist/cli.js starts and is version ${version}\n`);
