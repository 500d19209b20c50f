import {expect, it} from 'vitest';
import {TYPE_IDS} from '../../../source/domain/entity-types.ts';
import {createReady} from '../../../source/engine/moving/ready.ts';
import {CHECK_LASTS_MS, type Checked} from '../../../source/engine/moving/request.ts';

function checked(id: number, at: number): Checked {
  const type = {
    key: 'deal',
    entityTypeId: TYPE_IDS.deal,
    takenByDefault: true,
    mayNeedRehire: false,
  } as Checked['type'];
  const record = {type: 'deal', id, title: `Deal ${id}`, closed: false, to: 12} as Checked['record'];
  return {type, record, known: {records: new Map(), tasks: new Map(), asked: new Set([id]), at}};
}

it('a record that becomes stale while it is looked for is in one part or the other, never in none', () => {
  let now = 0;
  // Time goes on from look to look.
  const ready = createReady({now: () => (now += 400), random: () => 0.5, wait: async () => {}});
  const all = Array.from({length: 40}, (_, id) => checked(id + 1, id * 500));
  ready.add(all);
  for (let round = 0; round < 100; round += 1) {
    const stale = ready.takeStale();
    const kept = [...ready.all()];
    expect(stale.length + kept.length).toBe(all.length);
    ready.takeAll();
    ready.add([...kept, ...stale]);
  }
  expect(now).toBeGreaterThan(CHECK_LASTS_MS);
});
