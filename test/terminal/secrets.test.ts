import {createServer, request as ask, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {temporaryHome} from './environment.ts';
import {filesHolding, holds} from './leaks.ts';
import {familyOf, hasProcessFiles, type SeenProcess} from './processes.ts';
import {type Ended, runProgram, start} from './program.ts';
import {KEY, openScreen} from './screen.ts';
import {job, type Stage, stage} from './stage.ts';
import {chooseSuccessor, hireBack, leave, startPlan, toScope} from './walk.ts';

/** A portal that repeats the key in what it answers, as front ends, proxies and careless handlers do. */
interface Echo {
  readonly webhook: string;
  readonly code: string;
  /** Answers so the next requests, one each; then they go through. */
  readonly befall: (...answers: readonly ((response: ServerResponse) => void)[]) => void;
}

async function echoing(on: Stage): Promise<Echo> {
  const code = on.webhook.split('/').at(-2) ?? '';
  const waiting: ((response: ServerResponse) => void)[] = [];
  const server = createServer((request, response) => {
    const answer = request.url?.endsWith('/batch') ? waiting.shift() : undefined;
    if (answer) return void request.resume().on('end', () => answer(response));
    const {method = 'POST', url = '/', headers} = request;
    const onward = ask(new URL(url, on.webhook), {method, headers}, answered => {
      response.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(response);
    });
    request.pipe(onward);
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    webhook: `${origin}${new URL(on.webhook).pathname}`,
    code,
    befall: (...answers) => void waiting.push(...answers),
  };
}

/** Each way in which an answer can hold the key. */
function echoes(code: string): Record<string, (response: ServerResponse) => void> {
  const spelt = [
    code,
    code.toUpperCase(),
    Array.from(code, letter => `%${letter.charCodeAt(0).toString(16)}`).join(''),
  ];
  const text = `at https://acme.bitrix24.com/rest/17/${code}/batch: ${spelt.join(' ')}`;
  const json = (status: number, body: object) => (response: ServerResponse) =>
    void response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
  return {
    'a page': response => void response.writeHead(502, {'content-type': 'text/html'}).end(`<h1>${text}</h1>`),
    'an error': json(400, {error: 'ERROR_CORE', error_description: text}),
    'a code': json(400, {error: text, error_description: ''}),
    'a refusal of the key': json(401, {error: 'INVALID_CREDENTIALS', error_description: text}),
    'a redirect': response => void response.writeHead(302, {location: `/login/?back=/rest/17/${code}/`}).end(),
    'a move': response =>
      void response
        .writeHead(302, {location: `https://${code.toLowerCase().slice(0, 5)}.example/rest/17/${code}/`})
        .end(),
    nonsense: response => void response.socket?.end(`HTTP/1.1 ${code}\r\n\r\n`),
  };
}

/** Where a text stands among everything that outlives a start, in any spelling. */
function leaksOf(code: string, home: string, outputs: Readonly<Record<string, string>>): string[] {
  const where = Object.entries(outputs).filter(([, text]) => holds(text, code));
  return [...where.map(([name]) => name), ...filesHolding(home, code)];
}

function leaking(family: readonly SeenProcess[], code: string): string[] {
  return family
    .filter(({commandLine, environment}) => holds(commandLine, code) || holds(environment, code))
    .map(({commandLine}) => commandLine.replaceAll('\0', ' '));
}

function outputsOf(ended: Ended): Record<string, string> {
  return {'standard output': ended.stdout, 'standard error': ended.stderr};
}

test('a run with an open account and with errors that repeat the key: it is in no output, file or process', async () => {
  const on = await stage({cost: {'crm.activity.update': 300}});
  const echo = await echoing(on);
  const all = echoes(echo.code);
  const running = start(job('--rehire', 'always', '--json-lines', '--trace', join(on.home, 'trace.jsonl')), {
    home: on.home,
    input: `${echo.webhook}\n`,
  });
  await running.until(/OPEN since/);
  const family = familyOf(running.child.pid ?? 0);
  for (const name of ['a page', 'an error', 'a code', 'nonsense'] as const) echo.befall(all[name] ?? (() => {}));
  const ended = await running.ended;
  expect({code: ended.code, stderr: ended.stderr}).not.toMatchObject({code: 70});
  expect(on.portal.ledger.length).toBeGreaterThan(15);
  expect(leaksOf(echo.code, on.home, outputsOf(ended))).toEqual([]);
  if (hasProcessFiles) {
    expect(family.flatMap(({commandLine}) => commandLine.split('\0'))).toContain('guard');
    expect(leaking(family, echo.code)).toEqual([]);
  }
});

test.runIf(hasProcessFiles)('the key in the environment goes on to no other process', async () => {
  const on = await stage({cost: {'crm.activity.update': 300}});
  const running = on.start(job('--rehire', 'always'));
  await running.until(/OPEN since/);
  const [, ...others] = familyOf(running.child.pid ?? 0);
  expect(others.map(({commandLine}) => commandLine.split('\0').at(-2))).toContain('guard');
  expect(leaking(others, on.webhook.split('/').at(-2) ?? '')).toEqual([]);
  expect((await running.ended).code).toBe(0);
});

test.each(Object.keys(echoes('x')))('%s that repeats the key, at sign-in: it is nowhere', async name => {
  const on = await stage();
  const echo = await echoing(on);
  const answer = echoes(echo.code)[name] ?? (() => {});
  for (const args of [
    ['leavers'],
    ['profiles', 'add', 'x', '--json'],
    ['run', '--leaver', '42', '--to', '12', '--yes', '--json'],
  ]) {
    // More often than it is tried again.
    echo.befall(...Array.from({length: 12}, () => answer));
    // A trace of it all lies among the files that are searched.
    const traced = [...args, '--trace', join(on.home, 'trace.jsonl')];
    const ended = await runProgram(traced, {home: on.home, env: {B24_HANDOVER_WEBHOOK: echo.webhook}});
    expect(ended.code).toBe(4);
    expect(leaksOf(echo.code, on.home, outputsOf(ended))).toEqual([]);
  }
});

test('the wizard: an address that is pasted, a run, an open account; the key is in its one file alone', async () => {
  const on = await stage();
  const echo = await echoing(on);
  const screen = openScreen({home: on.home});
  onTestFinished(() => screen.dispose());
  await screen.until('❯ Add a portal');
  await screen.type(KEY.enter);
  await screen.until('Address:');
  echo.befall(echoes(echo.code)['an error'] ?? (() => {}));
  await screen.type(`\u001b[200~${echo.webhook}\u001b[201~`);
  await screen.until('❯ Try again');
  await screen.type(KEY.enter);
  await screen.until('It answers.');
  await screen.type(KEY.enter);
  await toScope(screen, '21');
  await chooseSuccessor(screen, 'sokolov', 'Ivan Sokolov');
  await startPlan(screen, 21);
  await hireBack(screen);
  await screen.until('0 left');
  expect(hasProcessFiles ? leaking(familyOf(screen.pid), echo.code) : []).toEqual([]);
  expect(await leave(screen)).toBe(0);
  expect(leaksOf(echo.code, on.home, {terminal: screen.raw()})).toEqual([join(on.home, 'secrets.json')]);
});

test('a key on the command line is refused before anything keeps it', async () => {
  using home = temporaryHome();
  const code = 'averysecretcode1';
  const ended = await runProgram(['profiles', 'add', 'x', `https://acme.bitrix24.com/rest/17/${code}/`], {
    home: home.path,
  });
  expect(ended.code).toBe(2);
  expect(leaksOf(code, home.path, outputsOf(ended))).toEqual([]);
});
