import {expect, test} from 'vitest';
import {noOutcomes} from '../../source/domain/outcomes.ts';
import type {UnfinishedView} from '../../source/domain/wizard/index.ts';
import {CONNECTION, NOW, planOf, records} from './stand-in/data.ts';
import {fits} from './stand-in/fits.ts';
import {ledRun} from './stand-in/run.ts';
import {standIn} from './stand-in/session.ts';
import {fakeTime} from './stand-in/steps.ts';
import {ARMED_MS, KEYS, open} from './stand-in/terminal.tsx';

fakeTime();

const UNFINISHED: UnfinishedView = {
  run: 12,
  kind: 'handover',
  digest: '7f3a9c0d1e2f',
  portalKey: CONNECTION.portalKey,
  portalName: CONNECTION.portalName,
  leaverId: 42,
  leaverName: 'Anna Petrova',
  planned: 30,
  counts: noOutcomes(),
  startedAt: NOW,
};

test.each([
  [24, 10],
  [30, 12],
  [40, 24],
  [80, 24],
])('going on, going back and trying again fit %i × %i', async (columns, rows) => {
  const led = ledRun();
  const back = planOf(records(30, {from: 12, to: 42}), {kind: 'undo', sourceRun: 12});
  const plan = planOf(records(30));
  const run = {...UNFINISHED, counts: {...noOutcomes(), moved: 5, 'not-tried': 25}};
  const session = standIn({
    plan: () => plan,
    planByDigest: async () => plan,
    resume: led.resume(plan),
    planRetry: async () => plan,
    planUndo: async () => ({plan: back, counts: {putBack: 27, changedHands: 1, edited: 1, gone: 1}}),
  });
  const files = ['html', 'csv', 'json'].map(format => `/home/olga/.local/share/b24-handover/reports/run-12.${format}`);
  const services = {
    unfinishedRuns: async () => [run, {...run, run: 9}, {...run, run: 8}],
    written: () => ({files}),
  };
  const terminal = await open({session, services, columns, rows});
  await terminal.press(KEYS.enter);
  await terminal.wait(100);
  expect(terminal.frame()).toContain('❯ Leave it');
  await terminal.press(KEYS.down, KEYS.enter);
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toMatch(/Type 30 and/);
  await terminal.type('30');
  await terminal.press(KEYS.enter);
  led.report({
    counts: {...noOutcomes(), moved: 20, failed: 10},
    proof: {left: [], fresh: [{type: 'lead', id: 99}], unproved: [], contradictions: []},
  });
  await terminal.wait(100);
  expect(terminal.frame()).toContain('❯ Next person');
  await terminal.press('t');
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toMatch(/Type 30 and/);
  await terminal.press(KEYS.escape, 'u');
  await terminal.wait(ARMED_MS);
  expect(terminal.frame()).toMatch(/Type 27 and/);
  fits(terminal, columns, rows);
});
