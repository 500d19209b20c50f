import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {found, LATE_MS, next, type Rehire, type RehireFact, SHUT} from '../../source/domain/rehire.ts';

// A portal that loses answers, refuses, carries requests out late, and somebody who stops, kills and starts the program
// at any moment. `luck` decides each of these; the machine has to keep its promise under all of it.
interface World {
  now: Rehire;
  active: boolean;
  /** What is on the disk; survives a crash. */
  intentSince: number | undefined;
  /** Written down once the account was read as active. */
  opened: boolean;
  time: number;
  /** Hires that were sent and lost, and when they land. */
  late: number[];
}

type Luck = 'well' | 'refused' | 'lost-done' | 'lost-late' | 'lost-never' | 'unread' | 'crash' | 'stop' | 'patience';

const start = (): World => ({
  now: SHUT,
  active: false,
  intentSince: undefined,
  opened: false,
  time: 1_000_000,
  late: [],
});

function land(world: World): void {
  for (const at of world.late.filter(when => when <= world.time)) {
    world.active = true;
    world.late.splice(world.late.indexOf(at), 1);
  }
}

function tell(world: World, fact: RehireFact): void {
  world.now = next(world.now, fact);
}

/** One step of the driver, with this luck. */
function step(world: World, luck: Luck): void {
  world.time += 1000;
  land(world);
  if (luck === 'crash') {
    // The next start knows what is on the disk, and nothing else.
    world.now = world.intentSince === undefined ? SHUT : found(world.intentSince, world.opened);
    return;
  }
  if (luck === 'stop') return tell(world, {fact: 'asked-to-shut'});
  if (luck === 'patience') return tell(world, {fact: 'patience-over'});
  switch (world.now.step) {
    case 'rest':
      return;
    case 'read-before':
      return tell(world, {fact: 'read-before', ours: !world.active && luck !== 'unread'});
    case 'write-intent':
      world.intentSince = world.time;
      world.opened = false;
      return tell(world, {fact: 'intent-written'});
    case 'hire': {
      const lost = luck.startsWith('lost');
      if (luck === 'well' || luck === 'lost-done') world.active = true;
      if (luck === 'lost-late') world.late.push(world.time + 30_000);
      return tell(world, {fact: 'hire-sent', answer: lost ? 'lost' : 'any', at: world.time});
    }
    case 'read':
      tell(world, {
        fact: 'read',
        said: luck === 'unread' ? 'unknown' : world.active ? 'active' : 'dismissed',
        at: world.time,
      });
      if (world.now.phase === 'open') world.opened = true;
      return;
    case 'dismiss':
      if (luck === 'well' || luck === 'lost-done') world.active = false;
      return tell(world, {fact: 'dismiss-sent'});
    case 'wait-late':
      world.time = Math.max(world.time, world.now.lateUntil ?? 0);
      land(world);
      return tell(world, {fact: 'waited'});
    case 'remove-intent':
      world.intentSince = undefined;
      return tell(world, {fact: 'intent-removed'});
  }
}

const luck = fc.constantFrom<Luck>(
  'well',
  'well',
  'refused',
  'lost-done',
  'lost-late',
  'lost-never',
  'unread',
  'crash',
  'stop',
  'patience',
);

describe('the rehire window, whatever happens', () => {
  it('never has an account that may be open by us without its intent on the disk', () => {
    fc.assert(
      fc.property(fc.array(luck, {maxLength: 60}), all => {
        const world = start();
        tell(world, {fact: 'asked-to-open'});
        for (const one of all) {
          step(world, one);
          if (world.active || world.late.length > 0) expect(world.intentSince).toBeDefined();
          if (world.now.phase === 'open') expect(world.now.intent).toBe(true);
        }
      }),
      {numRuns: 3000},
    );
  });

  it('ends shut, without an intent and with nothing under way, as soon as the portal answers', () => {
    fc.assert(
      fc.property(fc.array(luck, {maxLength: 60}), all => {
        const world = start();
        tell(world, {fact: 'asked-to-open'});
        for (const one of all) step(world, one);
        tell(world, {fact: 'asked-to-shut'});
        if (world.now.phase === 'stuck') tell(world, {fact: 'asked-to-shut'});
        for (let steps = 0; steps < 40 && world.now.step !== 'rest'; steps += 1) {
          step(world, 'well');
          // Asked to shut in the middle of opening, it may only be after the hire that it can be.
          tell(world, {fact: 'asked-to-shut'});
        }
        expect({...world, late: [...world.late]}).toMatchObject({active: false, late: []});
        expect(world.now).toMatchObject({phase: 'shut', intent: false, step: 'rest'});
        expect(world.intentSince).toBeUndefined();
      }),
      {numRuns: 3000},
    );
  });

  it('touches no account that was not read as dismissed right before', () => {
    const asked = next(SHUT, {fact: 'asked-to-open'});
    expect(asked.step).toBe('read-before');
    expect(next(asked, {fact: 'read-before', ours: false})).toEqual({...SHUT, refused: 'not-dismissed'});
  });

  it('reads once more a minute after a hire whose answer was lost', () => {
    let now = next(next(next(SHUT, {fact: 'asked-to-open'}), {fact: 'read-before', ours: true}), {
      fact: 'intent-written',
    });
    now = next(now, {fact: 'hire-sent', answer: 'lost', at: 5000});
    now = next(now, {fact: 'read', said: 'dismissed', at: 6000});
    expect(now).toMatchObject({phase: 'shutting', step: 'dismiss', intent: true});
    now = next(next(now, {fact: 'dismiss-sent'}), {fact: 'read', said: 'dismissed', at: 7000});
    expect(now).toMatchObject({step: 'wait-late', lateUntil: 5000 + LATE_MS, intent: true});
    now = next(next(now, {fact: 'waited'}), {fact: 'read', said: 'active', at: 66_000});
    expect(now.step).toBe('dismiss');
    now = next(next(now, {fact: 'dismiss-sent'}), {fact: 'read', said: 'dismissed', at: 67_000});
    expect(now.step).toBe('remove-intent');
  });

  it('lets nothing but the step at hand change it', () => {
    const facts: RehireFact[] = [
      {fact: 'intent-removed'},
      {fact: 'waited'},
      {fact: 'dismiss-sent'},
      {fact: 'hire-sent', answer: 'any', at: 0},
    ];
    for (const fact of facts) expect(next(SHUT, fact)).toBe(SHUT);
  });
});
