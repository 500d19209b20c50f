import {expect, test, vi} from 'vitest';
import {EXIT} from '../../../source/domain/outcomes.ts';
import {FilesTrouble, movedDetail, PortalTrouble} from '../../../source/domain/trouble.ts';
import {WebhookAddress} from '../../../source/domain/webhook.ts';
import {NOW} from '../stand-in/data.ts';
import {standIn} from '../stand-in/session.ts';
import {fakeTime} from '../stand-in/steps.ts';
import {KEYS, open} from '../stand-in/terminal.tsx';

fakeTime();

const TOKEN = 's3cr3tt0k3nabcdef';
const ADDRESS = `https://acme.bitrix24.com/rest/17/${TOKEN}/`;
const paste = (text: string): string => `\u001b[200~${text}\u001b[201~`;

test('the list of portals', async () => {
  const terminal = await open({session: standIn()});
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " b24-handover                                                         Portal 1/7
     Which portal?

     ❯ acme       acme.bitrix24.com      webhook of user 17  used 3 Nov
       beta-shop  beta-shop.bitrix24.eu  webhook of user 1   used 12 Aug 2025
       Add a portal
       Built-in demo portal: no account needed, nothing real is changed















     ↑↓ choose · Enter open · Space rename, test, remove · ? help · Ctrl-C leave"
  `);
  terminal.end();
});

test('adding a portal is explained step by step, and what is typed is masked', async () => {
  const connectAddress = vi.fn(async (_address: WebhookAddress) => standIn());
  const terminal = await open({session: standIn(), services: {connectAddress}});
  await terminal.press(KEYS.down, KEYS.down, KEYS.enter);
  await terminal.type(ADDRESS);
  expect(connectAddress).not.toHaveBeenCalled();
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " b24-handover                                                         Portal 1/7
     Add a portal

     An inbound webhook is an address with a secret code: whoever has it may do
     what its owner may. It is kept on this computer, and sent to no other host
     than its own.

     1 Sign in to Bitrix24 in a browser, as an administrator.
     2 Applications > Developer resources > Ready-made scenarios > Other > Inbound
     webhook.
     3 Tick crm, user and department; task, if tasks are to be moved; bizproc, to
     be told of workflow tasks.
     4 Save, copy the address (https://acme.bitrix24.com/rest/17/***/), and paste
     it here. It is tried at once.

     Address: https://acme.bitrix24.com/••••••••••••••••••••••••••▏






     paste the address · Enter connect · Esc back · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  await terminal.wait(200);
  expect(connectAddress.mock.calls[0]?.[0].base()).toBe(ADDRESS);
  expect(terminal.frames().join('\n')).not.toContain(TOKEN);
  terminal.end();
});

test.each([
  ['as it is', ADDRESS],
  ['in quotes, with spaces', `  "${ADDRESS}" \r`],
  ['with a method behind it', `${ADDRESS}crm.lead.list.json`],
])(
  'an address is tried as soon as it is pasted (%s), and what its key can do is told before going on',
  async (_, text) => {
    const connectAddress = vi.fn(async (_address: WebhookAddress) => standIn());
    const terminal = await open({session: standIn(), services: {connectAddress}});
    await terminal.press(KEYS.down, KEYS.down, KEYS.enter, paste(text));
    await terminal.wait(200);
    expect(connectAddress.mock.calls[0]?.[0].base()).toBe(ADDRESS);
    expect(terminal.frame()).toMatchInlineSnapshot(`
      " b24-handover                                                         Portal 1/7
       acme.bitrix24.com

       It can move: Leads, Deals, Contacts, Tenders (smart process), Invoices, Old
       invoices, Activities.

       It answers. The key belongs to Olga Smirnova #17, administrator.

       Nothing is missing: everything can be moved.













       Enter go on · Esc back · Ctrl-C leave"
    `);
    await terminal.press(KEYS.enter);
    await terminal.wait(200);
    expect(terminal.frame()).toContain('Leaver 2/7');
    expect(connectAddress).toHaveBeenCalledTimes(1);
    expect(terminal.frames().join('\n')).not.toContain(TOKEN);
    terminal.end();
  },
);

test('a key that is no administrator’s, and lacks permissions: what it cannot do is told', async () => {
  const session = standIn();
  const connection = {
    ...session.connection,
    me: {...session.connection.me, admin: false},
    limits: ['not-admin', 'no-task-scope'] as const,
    scopes: ['crm', 'user', 'department', 'bizproc'],
  };
  const terminal = await open({session: {...session, connection}});
  await terminal.press(KEYS.down, KEYS.down, KEYS.enter, paste(ADDRESS));
  await terminal.wait(200);
  expect(terminal.frame()).toContain('It can look, and change nothing.');
  expect(terminal.frame()).toContain('What this key cannot do:');
  expect(terminal.frame()).toContain('tasks and their activities cannot be moved');
  expect(terminal.frame().replaceAll(/\s+/g, ' ')).toContain(
    'To have it, tick "task" in the webhook. Only its owner should edit it: when somebody else saves it, it becomes theirs and its code changes.',
  );
  await terminal.press(KEYS.escape);
  expect(terminal.frame()).toContain('Which portal?');
  terminal.end();
});

test('all that a key can lack fits a window of 80 by 24, up to how to get it', async () => {
  const session = standIn();
  const connection = {
    ...session.connection,
    me: {...session.connection.me, admin: false},
    limits: ['not-admin', 'no-department-scope', 'no-task-scope', 'types-incomplete'] as const,
    scopes: ['crm', 'user'],
  };
  const terminal = await open({session: {...session, connection}});
  await terminal.press(KEYS.down, KEYS.down, KEYS.enter, paste(ADDRESS));
  await terminal.wait(200);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " b24-handover                                                         Portal 1/7
     acme.bitrix24.com

     It can look, and change nothing. It sees some of: Leads, Deals, Contacts,
     Tenders (smart process), Invoices, Old invoices, Activities.

     It answers. The key belongs to Olga Smirnova #17, no administrator: may look,
     not write.

     What this key cannot do:
     This key is no administrator’s: it sees only a part, and may look but not
     write.
     Without the permission "department" the departments’ names are not shown.
     Without the permission "task" tasks and their activities cannot be moved.
     Not all smart processes could be read; some may be missing here.
     Without the permission "bizproc" workflow tasks that still name the leaver are
     not listed.
     To have it, tick "department", "task" and "bizproc" in the webhook. Only its
     owner should edit it: when somebody else saves it, it becomes theirs and its
     code changes.


     Enter go on · Esc back · Ctrl-C leave"
  `);
  terminal.end();
});

test.each([
  ['token-only', TOKEN],
  ['no host', `/rest/17/${TOKEN}/`],
  ['http', `http://acme.bitrix24.com/rest/17/${TOKEN}/`],
  ['no owner', `https://acme.bitrix24.com/rest/${TOKEN}/`],
])('an address that is none (%s) is explained, and never shown', async (_, address) => {
  const terminal = await open({session: standIn()});
  await terminal.press(KEYS.down, KEYS.down, KEYS.enter);
  await terminal.type(address);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('https://acme.bitrix24.com/rest/17/***/');
  expect(terminal.frame()).toMatch(/Copy the whole address|It looks like|Use https/);
  expect(terminal.frames().join('\n')).not.toContain(TOKEN);
  terminal.end();
});

test('a portal that does not answer: what happened, why, what next, and the same again', async () => {
  const connectSaved = vi
    .fn(async () => standIn())
    .mockRejectedValueOnce(new PortalTrouble('wrong-token', 'INVALID_CREDENTIALS \u001b[2J'));
  const terminal = await open({session: standIn(), services: {connectSaved}});
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " b24-handover                                                         Portal 1/7
     acme

     The portal does not accept this webhook.
     It was deleted, its code was changed, or the address was not copied whole. The
     portal says: "INVALID_CREDENTIALS [2J"
     Copy the address again, or make a new webhook. In Bitrix24: Developer
     resources > Other > Inbound webhook.

     ❯ Try again
       Back to the portals











     ↑↓ choose · Enter choose · Esc back · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  await terminal.wait(200);
  expect(terminal.frame()).toContain('Leaver 2/7');
  terminal.end();
});

const MOVED = new PortalTrouble('moved', movedDetail('acme.bitrix24.com', 'https://neu.bitrix24.de'));

test('a portal that redirects to another host is asked about; Enter alone sends the key nowhere', async () => {
  const connectSaved = vi.fn(async () => Promise.reject(MOVED));
  const connectMoved = vi.fn(async () => standIn());
  const terminal = await open({session: standIn(), services: {connectSaved, connectMoved}});
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " b24-handover                                                         Portal 1/7
     acme

     acme.bitrix24.com redirects to another host: neu.bitrix24.de

     A portal that was renamed does this; so may somebody who wants the key. Open
     the portal in a browser if you are not sure. The key was not sent there yet.

     ❯ Cancel: send the key nowhere else
       It is my portal: send the key to neu.bitrix24.de, and remember this address












     ↑↓ choose · Enter choose · Esc back · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(connectMoved).not.toHaveBeenCalled();
  expect(terminal.frame()).toContain('Which portal?');
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  await terminal.press(KEYS.down, KEYS.enter);
  await terminal.wait(200);
  expect(connectMoved).toHaveBeenCalledExactlyOnceWith('acme', 'https://neu.bitrix24.de', expect.anything());
  expect(terminal.frame()).toContain('Leaver 2/7');
  terminal.end();
});

test('an address that was pasted goes to the other host only after a yes, with the same key', async () => {
  const connectAddress = vi.fn(async (_address: WebhookAddress) => standIn()).mockRejectedValueOnce(MOVED);
  const terminal = await open({session: standIn(), services: {connectAddress}});
  await terminal.press(KEYS.down, KEYS.down, KEYS.enter, paste(ADDRESS));
  await terminal.wait(100);
  expect(connectAddress).toHaveBeenCalledTimes(1);
  await terminal.press(KEYS.down, KEYS.enter);
  await terminal.wait(200);
  await terminal.press(KEYS.enter);
  await terminal.wait(200);
  expect(connectAddress.mock.calls[1]?.[0].base()).toBe(`https://neu.bitrix24.de/rest/17/${TOKEN}/`);
  expect(terminal.frame()).toContain('Leaver 2/7');
  expect(terminal.frames().join('\n')).not.toContain(TOKEN);
  terminal.end();
});

test('two portals that redirect to each other are not there', async () => {
  const back = new PortalTrouble('moved', movedDetail('neu.bitrix24.de', 'https://acme.bitrix24.com'));
  const connectSaved = vi.fn(async () => Promise.reject(MOVED));
  const connectMoved = vi.fn(async () => Promise.reject(back));
  const terminal = await open({session: standIn(), services: {connectSaved, connectMoved}});
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  await terminal.press(KEYS.down, KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('The portal is not available');
  expect([connectSaved.mock.calls.length, connectMoved.mock.calls.length]).toEqual([1, 1]);
  terminal.end();
});

test('Esc calls a connection off; its late answer changes nothing', async () => {
  const late = Promise.withResolvers<ReturnType<typeof standIn>>();
  const signals: AbortSignal[] = [];
  const connectSaved = (_name: string, signal: AbortSignal): Promise<ReturnType<typeof standIn>> => {
    signals.push(signal);
    return late.promise;
  };
  const terminal = await open({session: standIn(), services: {connectSaved}});
  await terminal.press(KEYS.enter);
  await terminal.press(KEYS.escape);
  expect(signals[0]?.aborted).toBe(true);
  late.resolve(standIn());
  await terminal.wait(100);
  expect(terminal.frame()).toContain('Which portal?');
  terminal.end();
});

test('what can be done with a saved portal', async () => {
  const terminal = await open({session: standIn()});
  await terminal.press(KEYS.space);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " b24-handover                                                         Portal 1/7
     acme: what to do?

     ❯ Back
       Rename
       Test: does its key still work, and what can it do?
       Remove acme: its address and code are deleted from this computer















     ↑↓ choose · Enter choose · Esc back · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Which portal?');
  terminal.end();
});

test('a saved portal gets another name, and none that cannot be', async () => {
  const terminal = await open({session: standIn()});
  await terminal.press(KEYS.space, KEYS.down, KEYS.enter);
  expect(terminal.frame()).toContain('Name: acme▏');
  for (const [name, problem] of [
    ['my portal', 'Use letters'],
    ['demo', 'built-in'],
    ['beta-shop', 'Another portal'],
  ] as const) {
    await terminal.press('\u0015');
    await terminal.type(name);
    await terminal.press(KEYS.enter);
    expect(terminal.frame()).toContain(problem);
  }
  await terminal.press('\u0015');
  await terminal.type('main');
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toMatch(/❯ main +acme\.bitrix24\.com/);
  terminal.end();
});

test('a portal that cannot be renamed keeps its name, and why is said', async () => {
  const renamePortal = async (): Promise<void> => {
    throw new FilesTrouble('unwritable', '/home/olga/.config/b24-handover/settings.json');
  };
  const terminal = await open({session: standIn(), services: {renamePortal}});
  await terminal.press(KEYS.space, KEYS.down, KEYS.enter, 'x', KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('settings.json cannot be written');
  expect(terminal.frame()).toMatch(/❯ acme /);
  terminal.end();
});

test('a saved portal is tested: whose key it is, and what it cannot do', async () => {
  const testSaved = vi
    .fn(async () => ({
      ...standIn().connection,
      scopes: ['crm', 'user', 'department'],
      limits: ['no-task-scope' as const],
    }))
    .mockRejectedValueOnce(new PortalTrouble('wrong-token'));
  const terminal = await open({session: standIn(), services: {testSaved}});
  await terminal.press(KEYS.space, KEYS.down, KEYS.down, KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('does not accept this webhook');
  await terminal.press(KEYS.enter, KEYS.space, KEYS.down, KEYS.down, KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " b24-handover                                                         Portal 1/7
     acme

     It answers. The key belongs to Olga Smirnova #17, administrator.

     What this key cannot do:
     Without the permission "task" tasks and their activities cannot be moved.
     Without the permission "bizproc" workflow tasks that still name the leaver are
     not listed.
     To have it, tick "task" and "bizproc" in the webhook. Only its owner should
     edit it: when somebody else saves it, it becomes theirs and its code changes.











     Enter back · Esc back · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  expect(terminal.frame()).toContain('Which portal?');
  terminal.end();
});

test('a saved portal is removed only after moving to it', async () => {
  const terminal = await open({session: standIn()});
  await terminal.press(KEYS.space, KEYS.enter);
  expect(terminal.frame()).toContain('acme.bitrix24.com');
  await terminal.press(KEYS.space, KEYS.down, KEYS.down, KEYS.down, KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).not.toContain('acme.bitrix24.com');
  expect(terminal.frame()).toContain('beta-shop');
  terminal.end();
});

test('digits, which ink-select-input takes for a choice, choose nothing', async () => {
  const connectDemo = vi.fn(async () => standIn());
  const terminal = await open({session: standIn(), services: {connectDemo}});
  await terminal.type('4321');
  await terminal.wait(200);
  expect(connectDemo).not.toHaveBeenCalled();
  expect(terminal.frame()).toContain('Which portal?');
  terminal.end();
});

const WINDOW = {
  portalKey: 'https://acme.bitrix24.com',
  portalName: 'acme.bitrix24.com',
  leaverId: 42,
  leaverName: 'Anna Petrova',
  since: NOW,
};

test('an account that an earlier start left open is shut before anything else', async () => {
  const shut = Promise.withResolvers<{state: 'dismissed'; readAt: number}>();
  const connectSaved = vi.fn(async () => standIn());
  const services = {abandonedWindows: () => [WINDOW], shutAbandoned: () => shut.promise, connectSaved};
  const terminal = await open({session: standIn(), services});
  await terminal.press(KEYS.enter);
  expect(connectSaved).not.toHaveBeenCalled();
  expect(terminal.frame()).toContain('Shutting it before anything else');
  shut.resolve({state: 'dismissed', readAt: NOW});
  await terminal.wait(50);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " b24-handover                                                         Portal 1/7
     An earlier start may have left the account of Anna Petrova open on
     acme.bitrix24.com, at 10:42:07.
     Anna Petrova is dismissed, read back at 10:42:07.

     Which portal?

     ❯ acme       acme.bitrix24.com      webhook of user 17  used 3 Nov
       beta-shop  beta-shop.bitrix24.eu  webhook of user 1   used 12 Aug 2025
       Add a portal
       Built-in demo portal: no account needed, nothing real is changed











     ↑↓ choose · Enter open · Space rename, test, remove · ? help · Ctrl-C leave"
  `);
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(connectSaved).toHaveBeenCalledTimes(1);
  terminal.end();
});

test('an abandoned account that cannot be shut: what to do, once more by r, and code 3', async () => {
  const shutAbandoned = vi.fn(async () => {
    throw new PortalTrouble('unreachable', 'ECONNREFUSED');
  });
  const terminal = await open({session: standIn(), services: {abandonedWindows: () => [WINDOW], shutAbandoned}});
  await terminal.wait(50);
  expect(terminal.frame()).toMatchInlineSnapshot(`
    " b24-handover                                                         Portal 1/7
     An earlier start may have left the account of Anna Petrova open on
     acme.bitrix24.com, at 10:42:07.
     The portal cannot be reached.
     ECONNREFUSED
     Check the address, the network and the proxy, then try again.
     Shut it now: b24-handover close-windows, or by hand: Company > Employees >
     Anna Petrova (#42) > Dismiss.

     Which portal?

     ❯ acme       acme.bitrix24.com      webhook of user 17  used 3 Nov
       beta-shop  beta-shop.bitrix24.eu  webhook of user 1   used 12 Aug 2025
       Add a portal
       Built-in demo portal: no account needed, nothing real is changed






     ↑↓ choose · Enter open · Space rename, test, remove · r try to shut again
     ? help · Ctrl-C leave"
  `);
  await terminal.press('r');
  await terminal.wait(50);
  expect(shutAbandoned).toHaveBeenCalledTimes(2);
  await terminal.press(KEYS.ctrlC, KEYS.ctrlC);
  await expect(terminal.exit).resolves.toBe(EXIT.open);
});
