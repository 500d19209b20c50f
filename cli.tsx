#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
// Said here, before anything newer than this line is parsed: what follows needs node:sqlite and modern syntax.
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`b24-handover needs Node.js 22.13 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}
// Ink's colours look at FORCE_COLOR alone, and only when they are first loaded.
if (process.env['NO_COLOR']) process.env['FORCE_COLOR'] = '0';
const {main} = await import('./source/commands/main.ts');
await main(process.argv.slice(2));
