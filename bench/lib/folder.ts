import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A folder that is gone again when the scope that asked for it ends. */
export function temporaryFolder(): {readonly path: string; [Symbol.dispose](): void} {
  const path = mkdtempSync(join(tmpdir(), 'b24-bench-'));
  return {path, [Symbol.dispose]: () => rmSync(path, {recursive: true, force: true})};
}
