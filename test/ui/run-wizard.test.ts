import {EventEmitter} from 'node:events';
import {PassThrough} from 'node:stream';
import {expect, test, vi} from 'vitest';
import {EXIT} from '../../source/domain/outcomes.ts';
import {BusyTrouble} from '../../source/domain/trouble.ts';
import type {Session} from '../../source/engine/contract.ts';
import type {WizardServices} from '../../source/ui/services.ts';
import {runWizard, type WizardOptions} from '../../source/ui/wizard.tsx';
import {NOW, planOf, records} from './stand-in/data.ts';
import {ledRun} from './stand-in/run.ts';
import {services} from './stand-in/services.ts';
import {type Calls, standIn} from './stand-in/session.ts';
import {fakeTime} from './stand-in/steps.ts';
import {ARMED_MS, KEYS} from './stand-in/terminal.tsx';

fakeTime();

class Output extends EventEmitter {
  readonly isTTY = true;
  readonly columns = 80;
  readonly rows = 24;
  readonly writable = true;
  text = '';
  write = (chunk: string, done?: () => void): boolean => {
    this.text += chunk;
    done?.();
    return true;
  };
}

interface Running {
  readonly stdin: PassThrough & {readonly modes: boolean[]};
  readonly stdout: Output;
  readonly stop: AbortController;
  readonly ended: ReturnType<typeof runWizard>;
  /** Keys in one piece, as a fast hand or a slow line sends them. */
  send(...chunks: readonly string[]): Promise<void>;
  wait(ms?: number): Promise<void>;
}

async function run(
  session: Session,
  start: WizardOptions['start'] = {},
  more: Partial<WizardServices> = {},
): Promise<Running> {
  const modes: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    modes,
    setRawMode: (mode: boolean) => modes.push(mode),
    ref() {},
    unref() {},
  });
  const stdout = new Output();
  const stop = new AbortController();
  const ended = runWizard({
    services: services(session, more),
    start,
    stdin,
    stdout: stdout as unknown as NodeJS.WriteStream,
    signal: stop.signal,
  });
  const wait = async (ms = 100): Promise<void> => {
    for (let turn = 0; turn < 4; turn += 1) await vi.advanceTimersByTimeAsync(0);
    await vi.advanceTimersByTimeAsync(ms);
    for (let turn = 0; turn < 4; turn += 1) await vi.advanceTimersByTimeAsync(0);
  };
  await wait();
  return {
    stdin,
    stdout,
    stop,
    ended,
    wait,
    async send(...chunks) {
      for (const chunk of chunks) {
        stdin.write(chunk);
        await wait();
      }
    },
  };
}

test('keys that come in one piece reach the screens one by one', async () => {
  const connectDemo = vi.fn(async () => standIn());
  const wizard = await run(standIn(), {}, {connectDemo});
  // Three down and Enter in one chunk: without pacing ink-select-input takes the first item.
  await wizard.send(`${KEYS.down}${KEYS.down}${KEYS.down}${KEYS.enter}`);
  expect(connectDemo).toHaveBeenCalledTimes(1);
  wizard.stop.abort();
  await expect(wizard.ended).resolves.toEqual({exit: EXIT.stopped, lines: []});
});

test('the demo portal is opened at once where that is asked for', async () => {
  const connectSaved = vi.fn(async () => standIn());
  const wizard = await run(standIn(), {portal: 'demo'}, {connectSaved});
  expect(wizard.stdout.text).toContain('Leaver 2/7');
  expect(connectSaved).not.toHaveBeenCalled();
  await wizard.send(KEYS.escape);
  await wizard.wait();
  expect(wizard.stdout.text).toContain('Which portal?');
  wizard.stop.abort();
  await wizard.ended;
});

test('the terminal is left as it was found: its own screen, no raw mode, no bracketed paste', async () => {
  const wizard = await run(standIn());
  expect(wizard.stdout.text).toContain('\u001b[?1049h');
  expect(wizard.stdout.text).toContain('\u001b[?2004h');
  await wizard.send('\u0003', `${KEYS.down}${KEYS.enter}`);
  await expect(wizard.ended).resolves.toMatchObject({exit: EXIT.stopped});
  expect(wizard.stdout.text.lastIndexOf('\u001b[?1049l')).toBeGreaterThan(
    wizard.stdout.text.lastIndexOf('\u001b[?1049h'),
  );
  expect(wizard.stdout.text.lastIndexOf('\u001b[?2004l')).toBeGreaterThan(
    wizard.stdout.text.lastIndexOf('\u001b[?2004h'),
  );
  expect(wizard.stdin.modes.at(-1)).toBe(false);
});

/** Through all screens to a run. */
async function toRun(wizard: Running, count: number): Promise<void> {
  await wizard.wait(300);
  await wizard.send(`${KEYS.home}${KEYS.enter}`);
  await wizard.wait(200);
  await wizard.send(`${KEYS.enter}${KEYS.space}`, 'sokolov');
  await wizard.wait(300);
  await wizard.send(KEYS.enter, KEYS.enter);
  await wizard.wait(ARMED_MS + 200);
  await wizard.send(`${count}${KEYS.enter}`);
}

test('what a run came to stays when the screen is gone', async () => {
  const plan = planOf(records(30));
  const wizard = await run(standIn({plan: () => plan}), {portal: 'demo'});
  await toRun(wizard, 30);
  await wizard.wait(200);
  await wizard.send(`${KEYS.down}${KEYS.enter}`);
  const {exit, lines} = await wizard.ended;
  expect(exit).toBe(EXIT.done);
  expect(lines).toMatchInlineSnapshot(`
    [
      "acme.bitrix24.com · Anna Petrova #42",
      "  0 left. Recount and read-back of all 30 records agree.",
      "  moved 30 · already there 0 · gone 0 · changed hands 0 · failed 0 · not tried 0",
      "  Anna Petrova: dismissed, read back at 10:42:07.",
      "  run 12, 6 min 12 s",
    ]
  `);
});

test('a signal in a run: the engine is asked to stop, and its report is waited for', async () => {
  const led = ledRun();
  const wizard = await run(standIn({plan: () => planOf(records(30)), run: led.run}), {portal: 'demo'});
  await toRun(wizard, 30);
  led.tell({kind: 'account', state: 'open', at: NOW});
  wizard.stop.abort();
  await wizard.wait();
  expect(led.options().signal.aborted).toBe(true);
  const early = await Promise.race([wizard.ended, wizard.wait().then(() => 'still there')]);
  expect(early).toBe('still there');
  led.report({stopped: {why: 'user'}, account: {state: 'dismissed', readAt: NOW}});
  await wizard.wait();
  const {exit, lines} = await wizard.ended;
  expect(exit).toBe(EXIT.stopped);
  expect(lines.join('\n')).toContain('Anna Petrova: dismissed, read back');
});

test('the terminal goes away while the account is open, and it cannot be shut: 3, and the last line says what to do', async () => {
  const led = ledRun();
  const wizard = await run(standIn({plan: () => planOf(records(30)), run: led.run}), {portal: 'demo'});
  await toRun(wizard, 30);
  led.tell({kind: 'account', state: 'open', at: NOW});
  wizard.stdin.destroy();
  wizard.stdout.emit('error', new Error('EIO'));
  await wizard.wait();
  expect(led.options().signal.aborted).toBe(true);
  led.report({stopped: {why: 'user'}, account: {state: 'open', since: NOW, text: 'unreachable'}});
  await wizard.wait();
  const {exit, lines} = await wizard.ended;
  expect(exit).toBe(EXIT.open);
  expect(lines.at(-1)).toContain('b24-handover close-windows');
});

test('a fault of the program is handed on once the terminal is restored', async () => {
  const led = ledRun();
  const wizard = await run(standIn({plan: () => planOf(records(30)), run: led.run}), {portal: 'demo'});
  await toRun(wizard, 30);
  led.fail(new TypeError('a bug'));
  await wizard.wait();
  await expect(wizard.ended).resolves.toMatchObject({
    exit: EXIT.bug,
    lines: [],
    failed: {error: new TypeError('a bug')},
  });
  expect(wizard.stdout.text).toContain('\u001b[?1049l');
});

test('an undo that finds the portal busy: the run before it is told all the same', async () => {
  const plan = planOf(records(30));
  const busy = new BusyTrouble({pid: 4711, since: NOW});
  const session = standIn({
    plan: () => plan,
    run: async (given, options, listener) => {
      if (given.kind === 'undo') throw busy;
      return standIn().run(given, options, listener);
    },
    planUndo: async () => ({
      plan: planOf(records(3), {kind: 'undo', sourceRun: 12}),
      counts: {putBack: 3, changedHands: 0, edited: 0, gone: 0},
    }),
  });
  const wizard = await run(session, {portal: 'demo'});
  await toRun(wizard, 30);
  await wizard.wait(200);
  await wizard.send('u');
  await wizard.wait(ARMED_MS + 200);
  await wizard.send(`${KEYS.down}${KEYS.enter}`);
  await wizard.wait();
  const {lines, failed} = await wizard.ended;
  expect(failed?.error).toBe(busy);
  expect(lines.join('\n')).toContain('0 left. Recount and read-back of all 30 records agree.');
});

test('a paste two screens early, with Enter and numbers in it, starts nothing', async () => {
  const calls: Calls = [];
  const wizard = await run(standIn({plan: () => planOf(records(140))}, calls), {portal: 'demo'});
  await wizard.wait(300);
  await wizard.send('\u001b[200~y\r\r140\r\u001b[201~', '\u001b[200~y\r\r14', '0\r\u001b[201~');
  await wizard.wait(500);
  expect(calls.some(([name]) => name === 'tally')).toBe(false);
  wizard.stop.abort();
  await wizard.ended;
});
