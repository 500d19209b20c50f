import type {TypeKey} from '../../domain/entity-types.ts';
import type {PlanKind} from '../../domain/plan.ts';
import {oneLine} from '../../domain/text.ts';
import type {EngineEvent, Listener, PauseEvent} from '../../engine/contract.ts';
import {FATES, fateOf, fateWord} from '../../reports/fates.ts';
import {type FateCounts, noFates} from '../../reports/overview.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {firstLines} from './first-lines.ts';
import {factLine} from './line.ts';
import type {TypeNames} from './names.ts';

/** Shorter waits happen all the time and are not worth a line. */
const PAUSE_WORTH_A_LINE_MS = 2000;
/** How long a type may work before it says how far it is. */
const SILENCE_MS = 15_000;

export interface ProgressOptions {
  readonly say: (line: string) => void;
  readonly now: () => number;
  readonly names: TypeNames;
  /** Name of the leaver, safe for a line. */
  readonly leaver: string;
  /** The way back has verbs of its own. */
  readonly kind: PlanKind;
}

interface TypeProgress {
  records: number;
  saidAt: number;
  readonly counts: FateCounts;
}

/** Writes a run down in plain lines while it happens. */
export function plainProgress(options: ProgressOptions): Listener {
  const {say, now, names, leaver, kind} = options;
  const types = new Map<TypeKey, TypeProgress>();
  const waiting: TypeKey[] = [];
  const of = (type: TypeKey): TypeProgress => {
    const known = types.get(type) ?? {records: 0, saidAt: now(), counts: noFates()};
    types.set(type, known);
    return known;
  };
  let last: {readonly why: string; readonly until: number} | undefined;
  /** Requests that wait together tell of one wait each; it is one to whoever reads of it. */
  function isTold({why, method = '', ms}: PauseEvent): boolean {
    const pause = {why: `${why} ${method}`, until: now() + ms};
    const same = last?.why === pause.why && pause.until - last.until < PAUSE_WORTH_A_LINE_MS;
    if (!same) last = pause;
    return same;
  }
  const account = (text: string): void => say(factLine(plain.label.account, text));

  return event => {
    switch (event.kind) {
      case 'type-started': {
        const progress = of(event.type);
        progress.records = Math.max(progress.records, event.records);
        progress.saidAt = now();
        return;
      }
      case 'results': {
        const progress = of(event.type);
        for (const result of event.results) progress.counts[fateOf(kind, result)] += 1;
        if (now() - progress.saidAt < SILENCE_MS) return;
        progress.saidAt = now();
        return say(factLine(names.label(event.type), plain.soFar(movedOf(progress, kind))));
      }
      case 'type-waits':
        waiting.push(event.type);
        return say(
          factLine(
            names.label(event.type),
            plain.waits(words.format.number(event.refused), leaver, oneLine(event.text, 160)),
          ),
        );
      case 'type-ended':
        return say(factLine(names.label(event.type), movedOf(of(event.type), kind)));
      case 'first-records':
        // What waits for the account has been said already.
        for (const line of firstLines(
          event.types.filter(({type}) => !waiting.includes(type)),
          names,
          kind,
        ))
          say(line);
        return;
      case 'pause':
        if (event.ms < PAUSE_WORTH_A_LINE_MS || isTold(event)) return;
        return say(factLine(plain.label.pause, `${words.format.duration(event.ms)}: ${words.pause(event)}`));
      case 'account':
      case 'account-stuck':
      case 'window-refused':
        return tellAccount(event, words.format.list(waiting.map(type => names.label(type))), options, account);
      case 'tally-row':
      case 'pinning':
      case 'pause-over':
      case 'proving':
      case 'outlook':
        return undefined;
    }
  };
}

type AccountEvent = Extract<EngineEvent, {kind: 'account' | 'account-stuck' | 'window-refused'}>;

function tellAccount(
  event: AccountEvent,
  types: string,
  {leaver, kind}: Pick<ProgressOptions, 'leaver' | 'kind'>,
  account: (text: string) => void,
): void {
  if (event.kind === 'account-stuck') account(words.account.stuck(leaver, event.attempt, event.text));
  else if (event.kind === 'window-refused') {
    const sentence = words.account.notOpened(event.why, event.text);
    account(
      event.why === 'policy' ? `${sentence} ${kind === 'undo' ? plain.undoPolicyHint : plain.policyHint}` : sentence,
    );
  } else if (event.state === 'open') account(plain.openSince(words.format.clock(event.at), types));
  else if (event.state === 'shut') account(plain.shutAt(words.format.clock(event.at)));
}

/** "428 of 430 moved, 2 changed hands". */
function movedOf({records, counts}: TypeProgress, kind: PlanKind): string {
  const others = FATES.filter(fate => fate !== 'moved' && counts[fate] > 0);
  const rest = others.map(fate => `${words.format.number(counts[fate])} ${fateWord(kind, fate)}`);
  const total = Math.max(
    records,
    FATES.reduce((sum, fate) => sum + counts[fate], 0),
  );
  const done = kind === 'undo' ? plain.ofPutBack : plain.ofMoved;
  return [done(words.format.number(counts.moved), words.format.number(total)), ...rest].join(', ');
}
