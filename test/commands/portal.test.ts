import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {choosePortal} from '../../source/commands/portal/choose.ts';
import {UsageTrouble} from '../../source/domain/trouble.ts';
import {acme, type Circumstances, standIn, TOKEN} from './stand-in.ts';

const address = acme.base();

async function choose(profile: string | undefined, how: Circumstances): Promise<string> {
  const choice = await choosePortal(profile, standIn(how).outside);
  return choice.kind === 'demo' ? 'demo' : `${choice.kind} ${choice.address.host}`;
}

test.each<[string, string | undefined, Circumstances, string]>([
  ['the flag', 'acme', {saved: ['acme', 'beta'], env: {B24_HANDOVER_PROFILE: 'beta'}}, 'saved acme.bitrix24.com'],
  ['the built-in one', 'demo', {env: {B24_HANDOVER_WEBHOOK: address}}, 'demo'],
  [
    'the profile of the environment',
    undefined,
    {saved: ['acme', 'beta'], env: {B24_HANDOVER_PROFILE: 'beta'}},
    'saved beta.bitrix24.com',
  ],
  [
    'the address of the environment',
    undefined,
    {saved: ['beta'], env: {B24_HANDOVER_WEBHOOK: address}},
    'given acme.bitrix24.com',
  ],
  ['the address on standard input', undefined, {saved: ['beta'], input: `${address}\n`}, 'given acme.bitrix24.com'],
  ['an address without a line end', undefined, {input: `  "${address}"`}, 'given acme.bitrix24.com'],
  ['the only saved one', undefined, {saved: ['acme']}, 'saved acme.bitrix24.com'],
  ['the only saved one beside blank input', undefined, {saved: ['acme'], input: '\n \n'}, 'saved acme.bitrix24.com'],
  ['the only saved one in a terminal', undefined, {saved: ['acme'], interactive: true}, 'saved acme.bitrix24.com'],
  [
    'environment set to nothing',
    undefined,
    {saved: ['acme'], env: {B24_HANDOVER_PROFILE: '', B24_HANDOVER_WEBHOOK: ''}},
    'saved acme.bitrix24.com',
  ],
])('the portal is chosen by %s', async (_case, profile, how, chosen) => {
  expect(await choose(profile, how)).toBe(chosen);
});

test.each<[string, string | undefined, Circumstances, RegExp]>([
  ['nothing', undefined, {}, /--profile NAME.*B24_HANDOVER_PROFILE.*B24_HANDOVER_WEBHOOK.*standard input/],
  ['several saved ones', undefined, {saved: ['acme', 'beta']}, /acme, beta.*--profile NAME/],
  ['an unknown name', 'gamma', {saved: ['acme']}, /^--profile: .*"gamma".*Saved are acme\./],
  ['a name like one of JavaScript', '__proto__', {saved: ['acme']}, /^--profile: .*"__proto__"/],
  ['an unknown name in the environment', undefined, {env: {B24_HANDOVER_PROFILE: 'x'}}, /^B24_HANDOVER_PROFILE: .*"x"/],
  ['half an address', undefined, {env: {B24_HANDOVER_WEBHOOK: TOKEN}}, /^B24_HANDOVER_WEBHOOK: .*https:\/\/acme/],
  [
    'an address in the clear',
    undefined,
    {env: {B24_HANDOVER_WEBHOOK: address.replace('https', 'http')}},
    /^B24_HANDOVER_WEBHOOK: .*http:/,
  ],
  ['answers meant for questions', undefined, {saved: ['acme'], input: 'y\ny\n140\n'}, /^standard input: /],
])('%s is refused with the ways there are', async (_case, profile, how, message) => {
  const error = await choose(profile, how).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UsageTrouble);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).not.toContain(TOKEN);
});

test('what is piped without an end is read only as far as an address can go', async () => {
  const {outside, stdin} = standIn({input: null});
  const choosing = choosePortal(undefined, outside).catch((error: unknown) => error);
  stdin.write('x'.repeat(10_000));
  expect(await choosing).toBeInstanceOf(UsageTrouble);
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([[[]], [['acme']]])(
  'a pipe that stays silent is waited for a short time only, with %s saved',
  async saved => {
    const {outside, journal} = standIn({input: null, saved});
    const choosing = choosePortal(undefined, outside).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);
    expect(journal.said).toEqual(['waiting for a webhook address on standard input']);
    await vi.advanceTimersByTimeAsync(3000);
    expect(((await choosing) as Error).message).toMatch(/standard input for 3 s, and nothing came\. Use --profile/);
  },
);
