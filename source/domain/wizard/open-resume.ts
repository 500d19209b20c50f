import {NO_QUESTION} from './confirm.ts';
import {bare, type Common, type PortalScreen, show, type WizardState} from './state.ts';
import type {PortalView, UnfinishedView} from './view.ts';

/** So many are offered, the newest; `history` lists them all. */
const MOST_OFFERED = 5;

/** Offers to go on with what did not come to its end on the portal that was just opened. */
export function openResume(
  state: PortalScreen & Common,
  portal: PortalView,
  session: number,
  runs: readonly UnfinishedView[],
): WizardState {
  return show(state, {
    screen: 'resume',
    portal,
    session,
    back: bare<PortalScreen>({...state, mode: {at: 'list'}}),
    runs: runs.slice(0, MOST_OFFERED),
    highlighted: 0,
    look: undefined,
    confirm: NO_QUESTION,
  });
}
