import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished, expect, test} from 'vitest';
import type {PortalOptions} from '../../source/demo/options.ts';
import {temporaryHome} from './environment.ts';
import {type Ended, lastObject, runProgram} from './program.ts';
import {job, stage} from './stage.ts';

interface Failure {
  readonly exit: number;
  readonly error: {readonly problem: string; readonly message: string};
}

/** Ended with this code, one true last line for people, and an object that says the same. */
function expectFailure(ended: Ended, exit: number, problem: string, line: RegExp): void {
  expect({code: ended.code, stderr: ended.stderr}).toMatchObject({code: exit});
  expect(lastObject<Failure>(ended)).toMatchObject({exit, error: {problem}});
  expect(ended.stderr.trimEnd().split('\n').at(-1)).toMatch(line);
  expect(ended.stderr).not.toMatch(/^\s+at /m);
}

/** Without any portal saved, named or given, unless the environment names one. */
async function runAlone(args: readonly string[], env: Record<string, string> = {}, input?: string): Promise<Ended> {
  using home = temporaryHome();
  return runProgram(args, {home: home.path, env, ...(input === undefined ? {} : {input})});
}

test.each([
  ['no leaver', ['run', '--json'], /--leaver is missing/],
  ['no successor', ['run', '--leaver', '42', '--json'], /--to is missing/],
  ['no yes', ['run', '--leaver', '42', '--to', '12', '--json'], /--yes is needed/],
  ['no portal', ['run', '--leaver', '42', '--to', '12', '--yes', '--json'], /No portal is chosen.*--profile NAME/],
  ['no leaver to count', ['tally', '--json'], /--leaver is missing/],
  ['an unknown profile', ['leavers', '--profile', 'acme', '--json'], /--profile: .*"acme"/],
  ['an unknown flag', ['run', '--fast', '--json'], /unknown option '--fast'/],
  ['a flag without its value', ['run', '--json', '--leaver'], /'--leaver <who>' argument missing/],
  ['an unknown policy', ['run', '--rehire', 'maybe', '--json'], /--rehire.*when-refused, always, never/],
  ['an unknown command', ['transfer', '--json'], /no command "transfer"/],
  ['an argument too many', ['run', '42', '--json'], /too many arguments/],
  ['an empty leaver', ['run', '--leaver', '', '--to', '12', '--yes', '--json'], /--leaver takes/],
  ['a leaver with a space', ['run', '--leaver', ' 42', '--to', '12', '--yes', '--json'], /--leaver takes/],
  ['two leavers', job('--leaver', '43'), /--leaver.*twice/],
  ['no successor at all', ['run', '--leaver', '42', '--to', '', '--yes', '--json'], /--to takes/],
  ['a successor 0', ['run', '--leaver', '42', '--to', '0', '--yes', '--json'], /--to takes/],
  ['a successor with a space', ['run', '--leaver', '42', '--to', ' 5', '--yes', '--json'], /--to takes.*" 5"/],
  ['an unknown type', job('--type', 'tender'), /--type: there is no type "tender"/],
  ['an unknown state', job('--state', 'half'), /--state takes all, open or closed/],
])('%s: exit 2 in no time, with the flag named', async (_case, args, line) => {
  const ended = await runAlone(args);
  expectFailure(ended, 2, 'usage', line);
  expect(ended.took).toBeLessThan(2000);
});

test.each([
  ['the wizard', []],
  ['the wizard by its name', ['wizard']],
  ['the wizard on the built-in portal', ['--profile', 'demo']],
])('%s without a terminal: exit 2 with what to use instead', async (_case, args) => {
  const ended = await runAlone(args);
  expect(ended).toMatchObject({code: 2, stdout: ''});
  expect(ended.stderr).toMatch(/needs a terminal.*b24-handover run --leaver ID --to ID --yes/);
});

const TOKEN = 'averysecretcode1';

test.each([
  ['the code alone', TOKEN, /code alone/],
  ['no code', 'https://acme.bitrix24.com/rest/17/', /code is missing/],
  ['no owner', `https://acme.bitrix24.com/rest/${TOKEN}/`, /owner is missing/],
  ['the newer REST', `https://acme.bitrix24.com/rest/api/17/${TOKEN}/`, /newer REST/],
  ['in the clear', `http://acme.bitrix24.com/rest/17/${TOKEN}/`, /http:/],
  ['a page', 'https://acme.bitrix24.com/crm/deal/', /no webhook address/],
])('an address that is no webhook (%s) is refused with the right form', async (_case, address, line) => {
  const byEnvironment = await runAlone(['leavers', '--json'], {B24_HANDOVER_WEBHOOK: address});
  expectFailure(byEnvironment, 2, 'usage', line);
  const byInput = await runAlone(['leavers', '--json'], {}, `${address}\n`);
  expectFailure(byInput, 2, 'usage', line);
  expect(byInput.stdout + byInput.stderr + byEnvironment.stdout + byEnvironment.stderr).not.toContain(TOKEN);
});

test.each([
  ['as an argument', ['leavers', `https://acme.bitrix24.com/rest/17/${TOKEN}/`]],
  ['as a profile', ['leavers', '--profile', `https://acme.bitrix24.com/rest/17/${TOKEN}/`]],
  ['as a flag of one’s own making', ['run', `--webhook=https://acme.bitrix24.com/rest/17/${TOKEN}/`]],
])('a webhook address %s is refused, masked', async (_case, args) => {
  const ended = await runAlone([...args, '--json']);
  expectFailure(ended, 2, 'usage', /rest\/17\/\*\*\*\/.*B24_HANDOVER_WEBHOOK or on standard input/);
  expect(ended.stdout + ended.stderr).not.toContain(TOKEN);
});

const wrongPortals: [string, PortalOptions, string, RegExp][] = [
  ['without a subscription', {subscription: false}, 'no-subscription', /subscription/],
  ['whose key lacks crm', {scopes: ['user']}, 'scope-missing', /crm/],
  ['whose key lacks user', {scopes: ['crm']}, 'scope-missing', /user/],
];

test.each(wrongPortals)('a portal %s: exit 4, and nothing is changed', async (_case, options, problem, line) => {
  const on = await stage(options);
  expectFailure(await on.run(job()), 4, problem, line);
  expect(on.portal.ledger).toEqual([]);
});

test('a wrong code: exit 4, and the code is not repeated', async () => {
  const on = await stage();
  const code = on.webhook.split('/').at(-2) ?? '';
  on.portal.hands.revokeKey();
  const ended = await on.run(job());
  expectFailure(ended, 4, 'wrong-token', /webhook/);
  expect(ended.stdout + ended.stderr).not.toContain(code);
});

test('a key of nobody who administrates may look and not write', async () => {
  const on = await stage({owner: 31});
  const run = await on.run(job());
  expectFailure(run, 4, 'not-admin', /administrator/);
  expect(on.portal.ledger).toEqual([]);
  const tally = await on.run(['tally', '--leaver', '42', '--json']);
  expect(tally.code).toBe(0);
  expect(tally.stderr).toMatch(/^note .*administrator/m);
});

test('a portal that cannot be reached: exit 4', async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise(resolve => server.close(resolve));
  const ended = await runAlone(job(), {B24_HANDOVER_WEBHOOK: `http://127.0.0.1:${port}/rest/17/${TOKEN}/`});
  expectFailure(ended, 4, 'unreachable', /cannot be reached/);
  expect(ended.stdout + ended.stderr).not.toContain(TOKEN);
});

test.each([
  ['a page', 200, {}, 'not-bitrix24', /not Bitrix24/],
  ['a move to its own login', 302, {location: '/bitrix/coupon_activation.php'}, 'redirected', /redirects/],
])('%s instead of REST: exit 4', async (_case, status, headers, problem, line) => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(status, {'content-type': 'text/html', ...headers}).end('<html>Hello</html>');
  });
  const port = await listen(server);
  onTestFinished(() => void server.close());
  const ended = await runAlone(job(), {B24_HANDOVER_WEBHOOK: `http://127.0.0.1:${port}/rest/17/${TOKEN}/`});
  expectFailure(ended, 4, problem, line);
  expect(asked).toBeLessThanOrEqual(3);
});

test.each([
  ['the leaver owns the key', '17', [], /--leaver 17: .*Olga Smirnova #17/],
  ['an unknown leaver', '99999', [], /--leaver 99999: .*nobody/],
  ['an unknown e-mail', 'nobody@example.com', [], /--leaver nobody@example\.com: .*nobody/],
  ['somebody who has only asked to join', 'JOIN', [], /--leaver \d+: .*asked to join/],
  ['an unknown successor', '42', ['--to', 'deal=99999'], /--to deal= 99999: .*nobody/],
  ['a dismissed successor', '42', ['--to', 'deal=57'], /--to deal= 57: .*dismissed/],
  ['the leaver as a successor', '42', ['--to', 'deal=42'], /--to deal= 42: .*leaves/],
  ['a type this portal does not have', '42', ['--type', 'lead,spa:999'], /--type: there is no type "spa:999"/],
])('%s: exit 2, and nothing is changed', async (_case, leaver, flags, line) => {
  const on = await stage();
  const waiting = on.portal.snapshot().people.find(({id, active}) => !active && ![42, 57, 71, 84, 118].includes(id));
  const who = leaver === 'JOIN' ? String(waiting?.id) : leaver;
  const ended = await on.run(['run', '--leaver', who, '--to', '12', '--yes', '--json', ...flags]);
  expectFailure(ended, 2, 'usage', line);
  expect(on.portal.ledger).toEqual([]);
});

test('no dismissed people, and a leaver who holds nothing: said, and no failure', async () => {
  const on = await stage({records: []});
  for (const {id, active} of on.portal.snapshot().people) if (!active) on.portal.hands.setActive(id, true);
  const leavers = await on.run(['leavers']);
  expect(leavers.code).toBe(0);
  expect(leavers.stderr).toMatch(/Nobody on this portal is dismissed/);
  const tally = await on.run(['tally', '--leaver', '42']);
  expect(tally).toMatchObject({code: 0, stdout: 'Anna Petrova holds nothing that this key can see.\n'});
  const run = await on.run(job());
  expect(run.code).toBe(0);
  expect(lastObject(run)).toMatchObject({exit: 0, planned: 0, run: null});
  expect(on.portal.ledger).toEqual([]);
});

test('the address on standard input', async () => {
  const on = await stage();
  const ended = await runAlone(['leavers', '--json'], {}, `  "${on.webhook}profile.json"  \n`);
  expect(ended.code).toBe(0);
  expect(lastObject<{people: {id: number; holds: number}[]}>(ended).people[0]).toMatchObject({id: 42, holds: 21});
});

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
