import {expect, test} from 'vitest';
import {PortalTrouble} from '../../source/domain/trouble.ts';
import {widthOf} from '../../source/ui/text/fit.ts';
import {counted, CONNECTION, person, planOf, records, ROWS, TYPES} from './stand-in/data.ts';
import {ledRun} from './stand-in/run.ts';
import {standIn} from './stand-in/session.ts';
import {fakeTime, start, toLeaver, toPlan} from './stand-in/steps.ts';
import {ARMED_MS, KEYS, open, type Terminal} from './stand-in/terminal.tsx';

fakeTime();

// What acts on a terminal: clear, title, clipboard, bell, carriage return, C1, bidi, line break; and what is merely odd.
const HOSTILE = [
  '\u001b[2J\u001b]0;owned\u0007',
  '\u001b]52;c;eA==\u0007',
  '\r0 left. Recount and read-back',
  '\u009b31m',
  '\u202egnp.exe',
  'a\nb\tc',
  'x'.repeat(10_000),
  '👩‍👩‍👧 ё й',
  '\ud800',
  '$result[c0]',
];

/** Colours are off in these tests, so nothing that is painted may hold a control character but its line ends. */
function harmless(terminal: Terminal): void {
  for (const frame of terminal.frames()) {
    expect(frame.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
    for (const line of frame.split('\n')) {
      expect(widthOf(line)).toBeLessThanOrEqual(80);
      expect(line).not.toMatch(/^0 left/);
    }
  }
  terminal.end();
}

test('titles in the list of a row, the plan and the proof', async () => {
  const list = HOSTILE.map((title, index) => ({
    ...(records(1)[0] as ReturnType<typeof records>[number]),
    id: index + 1,
    title,
  }));
  const led = ledRun();
  const session = standIn({
    plan: () => planOf(list),
    run: led.run,
    titles: async (_leaver, _type, after) =>
      after > 0 ? [] : HOSTILE.map((title, index) => ({id: index + 1, title, closed: false})),
  });
  const terminal = await open({session});
  await toLeaver(terminal);
  await terminal.press(KEYS.home, KEYS.enter);
  await terminal.wait(100);
  await terminal.press(KEYS.right);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('#10  $result[c0]');
  await terminal.press(KEYS.left, KEYS.enter, KEYS.space);
  await terminal.wait(100);
  await terminal.press(KEYS.enter, KEYS.enter);
  await terminal.wait(100);
  await terminal.press(KEYS.right);
  expect(terminal.frame()).toContain('$result[c0]');
  await terminal.press(KEYS.left);
  await start(terminal, list.length);
  led.report({results: list.map(record => ({record, outcome: 'failed', reason: record.title}))});
  await terminal.wait(100);
  await terminal.press(KEYS.down, KEYS.enter);
  expect(terminal.frame()).toContain('Records that were not moved');
  harmless(terminal);
});

test('names, departments, positions, e-mail, types, the portal and its errors', async () => {
  const people = HOSTILE.map((text, index) =>
    person(100 + index, text, text, {active: false, departments: [text], position: text, email: text}),
  );
  const types = TYPES.map(type => (type.key === 'spa:130' ? {...type, portalTitle: HOSTILE[0] as string} : type));
  const connection = {...CONNECTION, types, portalName: 'acme\u001b[2J', me: {...CONNECTION.me, name: 'Ol\u202ega'}};
  const rows = [
    ...ROWS.slice(0, 3),
    {type: types[3] as (typeof types)[number], state: 'unreadable', why: {code: '', text: '\u001b[2Jno'}} as const,
  ];
  const session = standIn({connection, dismissed: people, active: people.map(one => ({...one, active: true})), rows});
  const terminal = await open({session});
  await toLeaver(terminal);
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('Not counted');
  await terminal.press(KEYS.enter, KEYS.space);
  await terminal.wait(100);
  await terminal.press(KEYS.enter);
  harmless(terminal);
});

test('the words of a portal that refuses, and of a question before the account', async () => {
  const failing = standIn({
    people: async () => {
      throw new PortalTrouble('refused', HOSTILE.join(''));
    },
  });
  const first = await open({session: failing});
  await toLeaver(first);
  expect(first.frame()).toContain('The portal refuses the request.');
  harmless(first);

  const led = ledRun();
  const second = await open({session: standIn({run: led.run})});
  await toPlan(second);
  await start(second, 3);
  void led.ask({
    text: HOSTILE.join(''),
    leaver: person(42, HOSTILE[0] as string, HOSTILE[2] as string, {active: false}),
  });
  await second.wait(ARMED_MS);
  expect(second.frame()).toContain('❯ Cancel');
  harmless(second);
});

test('a record without a title shows its type and number', async () => {
  const terminal = await open({
    session: standIn({rows: [counted('lead', 1, 0)], titles: async () => [{id: 7, title: '', closed: false}]}),
  });
  await toLeaver(terminal);
  await terminal.press(KEYS.home, KEYS.enter);
  await terminal.wait(100);
  await terminal.press(KEYS.right);
  await terminal.wait(100);
  expect(terminal.frame()).toMatch(/#7 +lead 7/);
  expect(terminal.frames().join('')).not.toMatch(/undefined|null|NaN/);
  terminal.end();
});
