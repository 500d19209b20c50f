import {expect, test} from 'vitest';
import type {Engine} from '../../source/engine/contract.ts';
import {closeWindows} from '../../source/commands/close-windows.ts';
import {leavers} from '../../source/commands/leavers.ts';
import {tally} from '../../source/commands/tally.ts';
import {FilesTrouble, PortalTrouble} from '../../source/domain/trouble.ts';
import {acme, standIn} from './stand-in.ts';

const window = {
  portalKey: 'https://acme.bitrix24.com',
  portalName: 'acme.bitrix24.com',
  leaverId: 42,
  leaverName: 'Anna Pet\u001b[2Jrova',
  since: Date.UTC(2026, 10, 25, 9, 30),
  opened: true,
};
const beta = {...window, portalKey: 'https://beta.bitrix24.com', portalName: 'beta.bitrix24.com', leaverId: 57};

test('close-windows with nothing open is done, without a portal, without waiting for input', async () => {
  const {outside, journal, lastObject} = standIn({input: null});
  expect(await closeWindows({json: true}, outside)).toBe(0);
  expect(journal.said).toEqual(['account  No account is open.']);
  expect(lastObject()).toEqual({schema: 1, command: 'close-windows', exit: 0, shut: [], open: 0});
});

test('close-windows shuts on every portal whose key is saved, and ends with 3 over one whose key is not', async () => {
  const {outside, journal} = standIn({saved: ['acme'], windows: [window, beta]});
  expect(await closeWindows({}, outside)).toBe(3);
  expect(journal.done).toEqual(['shut real #42']);
  expect(journal.said.at(-1)).toMatch(
    /^account {2}MAY BE OPEN: .* #57 on beta\.bitrix24\.com, opened 25 Nov 09:30:00\. No key is saved/,
  );
});

test('a hire that may still land is waited for, and that is said', async () => {
  const shutAbandoned: Engine['shutAbandoned'] = async (_window, _address, listener) => {
    listener({kind: 'pause', ms: 42_000, why: 'in-flight'});
    return {state: 'dismissed', readAt: 0};
  };
  const {outside, journal} = standIn({saved: ['acme'], windows: [window], engine: {shutAbandoned}});
  expect(await closeWindows({}, outside)).toBe(0);
  expect(journal.said.join('\n')).toMatch(/^account {2}dismissed; .* read once more in 42 s$/m);
});

test('close-windows for one portal leaves the others, and names them', async () => {
  const {outside, journal} = standIn({windows: [window, beta], env: {B24_HANDOVER_WEBHOOK: acme.base()}});
  expect(await closeWindows({}, outside)).toBe(0);
  expect(journal.done).toEqual(['shut real #42']);
  expect(journal.said.join('\n')).toContain('beta.bitrix24.com');
});

test.each([
  ['the portal refuses', async () => ({state: 'open', since: 0, text: 'no'}) as const],
  ['it cannot be read', async () => ({state: 'unread', text: 'no'}) as const],
  [
    'the portal cannot be reached',
    async () => {
      throw new PortalTrouble('unreachable');
    },
  ],
])('close-windows ends with 3 when %s, and the last line says what to do', async (_case, shutAbandoned) => {
  const {outside, journal} = standIn({saved: ['acme'], windows: [window], engine: {shutAbandoned}});
  expect(await closeWindows({}, outside)).toBe(3);
  expect(journal.said.at(-1)).toMatch(/b24-handover close-windows, or by hand: Company > Employees > Anna Pet\[2Jrova/);
});

test('the built-in portal’s windows are its own: a real start does not see them', async () => {
  const demo = {...window, portalKey: 'demo', portalName: 'Demo portal'};
  const real = standIn({saved: ['acme'], demoWindows: [demo]});
  expect(await leavers({}, real.outside)).toBe(0);
  expect(real.journal.said.join('\n')).not.toContain('MAY BE OPEN');
  const shown = standIn({demoWindows: [demo]});
  expect(await leavers({profile: 'demo'}, shown.outside)).toBe(0);
  expect(shown.journal.said.join('\n')).toContain('MAY BE OPEN');
  const shut = standIn({demoWindows: [demo]});
  expect(await closeWindows({profile: 'demo'}, shut.outside)).toBe(0);
  expect(shut.journal.done).toEqual(['demo', 'shut demo #42']);
});

test('intents that cannot be read are named by what only reads, which goes on', async () => {
  const abandonedWindows = (): never => {
    throw new FilesTrouble('broken', '/data/windows/x.json');
  };
  const {outside, journal} = standIn({saved: ['acme'], engine: {abandonedWindows}});
  expect(await tally({leaver: '42'}, outside)).toBe(0);
  expect(journal.said[0]).toContain('/data/windows/x.json');
});
