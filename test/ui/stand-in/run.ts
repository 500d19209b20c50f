import type {Plan} from '../../../source/domain/plan.ts';
import type {RunReport} from '../../../source/domain/outcomes.ts';
import type {EngineEvent, Listener, RehireQuestion, RunOptions} from '../../../source/engine/contract.ts';
import {ANNA, reportOf} from './data.ts';

/** A run that a test leads by hand: it tells what the test says, and ends when the test says. */
export interface LedRun {
  readonly run: (plan: Plan, options: RunOptions, listener: Listener) => Promise<RunReport>;
  /** The same, as going on with a run of this plan. */
  readonly resume: (plan: Plan) => (run: number, options: RunOptions, listener: Listener) => Promise<RunReport>;
  tell(event: EngineEvent): void;
  /** Asks whether the account may be opened. */
  ask(question?: Partial<RehireQuestion>): Promise<boolean>;
  /** Ends the run with this report. */
  report(more?: Partial<RunReport>): void;
  fail(error: unknown): void;
  readonly options: () => RunOptions;
}

export const QUESTION: RehireQuestion = {
  leaver: ANNA,
  types: [
    {type: 'invoice', records: 60},
    {type: 'activity', records: 141},
  ],
  refused: 2,
  text: 'Access denied.',
  expectedMs: 90_000,
};

export function ledRun(): LedRun {
  const ended = Promise.withResolvers<RunReport>();
  let heard: {plan: Plan; options: RunOptions; listener: Listener} | undefined;
  const at = (): {plan: Plan; options: RunOptions; listener: Listener} => {
    if (!heard) throw new Error('the run has not begun');
    return heard;
  };
  return {
    run(plan, options, listener) {
      heard = {plan, options, listener};
      return ended.promise;
    },
    resume: plan => (_run, options, listener) => {
      heard = {plan, options, listener};
      return ended.promise;
    },
    tell: event => at().listener(event),
    ask: question => at().options.consent({...QUESTION, ...question}),
    report: more => ended.resolve(reportOf(at().plan, more)),
    fail: error => ended.reject(error),
    options: () => at().options,
  };
}
