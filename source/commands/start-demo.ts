import {PortalTrouble} from '../domain/trouble.ts';
import {makeFolder} from '../settings/folders.ts';
import type {DemoPortal} from './outside.ts';

/** Finds or starts the built-in portal of this home. It is a process of its own, and ends after the last one who uses it. */
export async function startDemo(home: string, reset: boolean): Promise<DemoPortal> {
  makeFolder(home);
  const {DemoStartError, ensureDemoPortal} = await import('../demo/start.ts');
  const command = [process.execPath, process.argv[1] ?? '', 'demo', '--serve', '--child'];
  try {
    return await ensureDemoPortal({home, command, reset});
  } catch (error) {
    if (error instanceof DemoStartError) throw new PortalTrouble('unreachable', error.message);
    throw error;
  }
}
