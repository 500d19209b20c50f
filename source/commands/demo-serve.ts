import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {BusyTrouble} from '../domain/trouble.ts';
import {makeFolder} from '../settings/folders.ts';
import {plain} from '../words/plain.ts';
import type {DemoFlags} from './demo.ts';
import type {Outside} from './outside.ts';

/** `demo --serve`: the built-in portal in this process, until it is asked to stop or whoever started it is gone. */
export async function serveDemo(flags: DemoFlags, outside: Outside): Promise<ExitCode> {
  const home = outside.folders.demo;
  makeFolder(home);
  const {PortalBusyError, servePortal} = await import('../demo/main.ts');
  const foreground = flags.child !== true;
  const serving = servePortal({home, foreground, reset: flags.reset === true}).catch((error: unknown) => {
    throw error instanceof PortalBusyError ? new BusyTrouble(undefined) : error;
  });
  return outside.untilDone(
    async () => {
      const portal = await serving;
      if (foreground) {
        outside.say(plain.demoServing);
        outside.reveal(portal.webhook);
        outside.say(plain.demoAddressHint);
      }
      outside.signal.addEventListener('abort', () => void portal.stop());
      await portal.ended;
      return foreground ? EXIT.stopped : EXIT.done;
    },
    {quiet: true},
  );
}
