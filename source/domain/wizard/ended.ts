import {EXIT, type ExitCode} from '../outcomes.ts';
import {exitOfRun} from './finished.ts';
import {type Common, type EndedScreen, show, type WizardState} from './state.ts';

/** Leaves by choice: with the code of the last report. */
export function leave(state: Common): WizardState {
  return end(state, 'left');
}

/** Leaves because of Ctrl-C or a signal. */
export function stop(state: Common): WizardState {
  return end(state, 'stopped');
}

export function end(state: Common, why: EndedScreen['why']): WizardState {
  return show({...state, quit: undefined, help: false}, {screen: 'ended', why, exit: exitOf(state, why)});
}

/** An account that is open, or of which nobody can say that it is shut, beats every other code. */
function exitOf(state: Common, why: EndedScreen['why']): ExitCode {
  const abandoned = state.windows.some(
    item => item.state !== 'ended' || item.end.state === 'open' || item.end.state === 'unread',
  );
  if (abandoned || state.finished.some(({report}) => report.account.state === 'open')) return EXIT.open;
  if (why === 'crashed') return EXIT.bug;
  if (why === 'stopped') return EXIT.stopped;
  const last = state.finished[state.finished.length - 1];
  return last ? exitOfRun(last) : EXIT.done;
}
