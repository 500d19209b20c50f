import {readdirSync, readFileSync} from 'node:fs';

/** What anybody on the machine, or its owner, can read of a process. */
export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
  readonly environment: string;
}

/** Whether this machine shows its processes as files. */
export const hasProcessFiles = process.platform === 'linux';

/** A process and all that it started, as far as they still live. */
export function familyOf(pid: number): SeenProcess[] {
  const all = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => seen(Number(name)));
  const family = all.filter(one => one.pid === pid);
  for (const member of family) family.push(...all.filter(one => one.parent === member.pid));
  return family;
}

/** None when it ends while it is looked at. */
function seen(pid: number): SeenProcess[] {
  const read = (file: string): string => readFileSync(`/proc/${pid}/${file}`, 'utf8');
  try {
    // The name in brackets may itself hold brackets and spaces.
    const parent = Number(
      read('stat')
        .replace(/^.*\) \S /s, '')
        .split(' ')[0],
    );
    return [{pid, parent, commandLine: read('cmdline'), environment: read('environ')}];
  } catch {
    return [];
  }
}
