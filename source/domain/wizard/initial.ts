import type {Failure, SavedView, WindowView} from './view.ts';
import type {GuideFor} from './guide.ts';
import type {Target, WizardState} from './state.ts';

export interface Start {
  readonly saved: readonly SavedView[];
  readonly windows: readonly WindowView[];
  readonly noticed: readonly Failure[];
  /** Connect to this at once, as soon as nothing is left to shut. */
  readonly target: Target | undefined;
  /** Where the first time is still to come. */
  readonly guide?: readonly GuideFor[];
}

/** The wizard's first state. Tokens of the windows come first, then that of the connection. */
export function initial({saved, windows, noticed, target, guide = []}: Start): WizardState {
  const token = windows.length + 1;
  return {
    screen: 'portal',
    saved,
    highlighted: 0,
    mode: target ? {at: 'connecting', token, target} : {at: 'list'},
    lastToken: token,
    quit: undefined,
    help: false,
    guide,
    windows: windows.map((window, index) => ({window, state: 'shutting', token: index + 1})),
    unfinished: [],
    noticed,
    drafts: {leaver: new Map(), scope: new Map(), last: new Map(), rehire: new Map()},
    finished: [],
  };
}
