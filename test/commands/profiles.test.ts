import {expect, test, vi} from 'vitest';
import {policyOn, readChoices} from '../../source/commands/answers/run.ts';
import type {Outside} from '../../source/commands/outside.ts';
import {add} from '../../source/commands/profiles/add.ts';
import {remove, rename, set} from '../../source/commands/profiles/change.ts';
import {list} from '../../source/commands/profiles/list.ts';
import {test as tryOut} from '../../source/commands/profiles/test.ts';
import {StoppedTrouble} from '../../source/commands/trouble.ts';
import {PortalTrouble, UsageTrouble} from '../../source/domain/trouble.ts';
import {acme, type Circumstances, standIn, TOKEN} from './stand-in.ts';

const address = acme.base();
const env = {B24_HANDOVER_WEBHOOK: address};

async function refused(how: Circumstances, work: (outside: Outside) => Promise<unknown>): Promise<string> {
  const {outside, journal} = standIn(how);
  const error: unknown = await work(outside).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UsageTrouble);
  expect(journal.done.filter(done => !done.startsWith('connect'))).toEqual([]);
  expect((error as Error).message).not.toContain(TOKEN);
  return (error as Error).message;
}

test.each<[string, Circumstances]>([
  ['the environment', {env}],
  ['standard input', {input: ` "${address}" \n`}],
])('a portal is added from %s, once it has answered', async (_case, how) => {
  const {outside, journal, lastObject} = standIn(how);
  expect(await add('work', {json: true, maxRps: '1.5', rehire: 'always'}, outside)).toBe(0);
  expect(journal.done).toEqual([
    `connect ${String(acme)}`,
    'remember acme.bitrix24.com {"name":"work"}',
    'note work {"maxRps":1.5,"rehire":"always"}',
  ]);
  expect(lastObject()).toEqual({
    schema: 1,
    command: 'profiles add',
    exit: 0,
    profile: {
      name: 'work',
      portal: 'https://acme.bitrix24.com',
      user: 17,
      lastUsed: '2026-11-25T10:00:00.000Z',
      maxRps: 1.5,
      rehire: 'always',
    },
    key: 'keychain',
  });
  expect(journal.said.at(-1)).toBe('profile  work is saved, its key in the system keychain');
  expect([...journal.said, ...journal.printed].join('\n')).not.toContain(TOKEN);
});

test('a portal that does not answer is not saved', async () => {
  const connect = (): Promise<never> => Promise.reject(new PortalTrouble('wrong-token'));
  const {outside, journal} = standIn({env, engine: {connect}});
  await expect(add(undefined, {}, outside)).rejects.toMatchObject({problem: 'wrong-token'});
  expect(journal.done).toEqual([]);
});

test.each<[string, string | undefined, Circumstances, RegExp]>([
  ['a name with a space', 'my portal', {env}, /"my portal" cannot be the name/],
  ['a name like a flag', '-x', {env}, /cannot be the name/],
  ['the name of the built-in portal', 'demo', {env}, /built-in/],
  ['another portal’s name', 'beta', {env, saved: ['beta']}, /beta is the name of beta\.bitrix24\.com already/],
  ['nothing to read the address from', 'x', {input: ''}, /standard input: Nothing was entered/],
  ['half an address', 'x', {env: {B24_HANDOVER_WEBHOOK: TOKEN}}, /B24_HANDOVER_WEBHOOK: .*code alone/],
])('%s is refused before anything is asked', async (_case, name, how, message) => {
  expect(await refused(how, outside => add(name, {}, outside))).toMatch(message);
});

test.each(['0', '-1', '51', '1e3', 'fast', '', '0.05'])('a pace of "%s" is refused', async maxRps => {
  expect(await refused({env}, outside => add('x', {maxRps}, outside))).toMatch(/--max-rps takes requests a second/);
});

test('saved portals are listed with what counts on them, and without their keys', async () => {
  const saved = [
    {name: 'acme', origin: 'https://acme.bitrix24.com', userId: 17, lastUsed: Date.UTC(2026, 10, 3), maxRps: 2},
  ];
  const {outside, journal, lastObject} = standIn({saved});
  expect(await list({}, outside)).toBe(0);
  expect(journal.printed).toEqual([
    'Name  Portal             Webhook of  Used   Pace',
    'acme  acme.bitrix24.com  #17         3 Nov  2/s at most',
  ]);
  await list({json: true}, outside);
  expect(lastObject()).toMatchObject({command: 'profiles list', profiles: [{name: 'acme', user: 17, maxRps: 2}]});
  const none = standIn();
  await list({}, none.outside);
  expect(none.journal.printed).toEqual([]);
  expect(none.journal.said).toEqual([expect.stringContaining('No portal is saved')]);
});

test('a saved portal is tested with its own pace', async () => {
  const paces: unknown[] = [];
  const inner = standIn({saved: ['acme']}).outside;
  const engine = await inner.loadEngine('/data');
  const {outside, journal, lastObject} = standIn({
    saved: [{name: 'acme', origin: 'https://acme.bitrix24.com', userId: 17, lastUsed: 1, maxRps: 2}],
    engine: {
      connect: (to, options) => {
        paces.push(options.maxRps);
        return engine.connect(to, options);
      },
    },
    connection: {limits: ['no-task-scope']},
  });
  expect(await tryOut('acme', {json: true}, outside)).toBe(0);
  expect(paces).toEqual([2]);
  expect(journal.said).toContain('profile  acme works; its key lies in the system keychain');
  expect(journal.said.slice(-2)).toEqual([
    'note     Without the permission "bizproc" workflow tasks that still name the leaver are not listed.',
    'note     To have it, tick "department", "task" and "bizproc" in the webhook. Only its owner should edit it: when somebody else saves it, it becomes theirs and its code changes.',
  ]);
  expect(lastObject()).toMatchObject({
    command: 'profiles test',
    key: 'keychain',
    me: {id: 17},
    scopes: ['crm', 'user'],
  });
});

test('another name, other defaults, and gone', async () => {
  const {outside, journal} = standIn({saved: ['acme', 'beta']});
  expect(await rename('acme', 'main', {}, outside)).toBe(0);
  expect(await set('main', {maxRps: 'none', rehire: 'never'}, outside)).toBe(0);
  expect(await remove('main', {yes: true}, outside)).toBe(0);
  expect(journal.done).toEqual(['rename acme main', 'note main {"rehire":"never"}', 'forget main']);
});

test.each<[string, RegExp, (outside: Outside) => Promise<unknown>]>([
  ['an unknown name', /profiles rename: .*"gone"/, outside => rename('gone', 'x', {}, outside)],
  ['a name that is taken', /beta is the name of/, outside => rename('acme', 'beta', {}, outside)],
  ['nothing to set', /Nothing is to be changed/, outside => set('acme', {}, outside)],
  ['removing without a yes and without anybody', /--yes is needed/, outside => remove('acme', {}, outside)],
  ['testing what is not there', /profiles test: .*"gone"/, outside => tryOut('gone', {}, outside)],
])('%s is refused', async (_case, message, work) => {
  expect(await refused({saved: ['acme', 'beta']}, work)).toMatch(message);
});

test('removing takes the word, typed', async () => {
  const {outside, journal, stdin} = standIn({saved: ['acme'], interactive: true});
  const removing = remove('acme', {}, outside).catch((error: unknown) => error);
  stdin.write('remove\r');
  await vi.waitFor(() => expect(journal.prompts).toContain('❯ '));
  stdin.write('\r');
  expect(await removing).toBeInstanceOf(StoppedTrouble);
  expect(journal.done).toEqual([]);
});

test('a saved policy counts in a terminal only, and one on the command line before it', () => {
  const bare = readChoices({}, true);
  expect(policyOn(bare, 'always', true)).toBe('always');
  expect(policyOn(bare, undefined, true)).toBe('when-refused');
  expect(policyOn(readChoices({rehire: 'never'}, true), 'always', true)).toBe('never');
  const script = readChoices({yes: true}, false);
  expect(policyOn(script, 'always', false)).toBe('never');
  expect(policyOn(readChoices({yes: true, rehire: 'when-refused'}, false), 'always', false)).toBe('when-refused');
  // A yes beside a saved policy is a yes to the plan, not to opening an account.
  expect(readChoices({yes: true}, true).yesToOpening).toBe(false);
});
