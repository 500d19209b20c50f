import {openPeople} from './people-search.ts';
import {bare, type Common, type PortalScreen, show, type WizardState} from './state.ts';
import type {PortalView} from './view.ts';

/** Opens the list of leavers with what was chosen there the last time. */
export function openLeaver(state: PortalScreen & Common, portal: PortalView, session: number): WizardState {
  const draft = state.drafts.leaver.get(portal.portalKey);
  const token = state.lastToken + 1;
  return show(
    {...state, lastToken: token},
    {
      screen: 'leaver',
      portal,
      session,
      back: bare<PortalScreen>({...state, mode: {at: 'list'}}),
      people: openPeople(draft?.group ?? 'dismissed', draft?.search ?? '', draft?.cursor, token),
      holdings: new Map(),
      counting: undefined,
      countFailure: undefined,
      refused: undefined,
    },
  );
}
