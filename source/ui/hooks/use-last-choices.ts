import {useEffect, useEffectEvent} from 'react';
import {draftKey, lastChoices, type WizardState} from '../../domain/wizard/index.ts';
import type {Backstage} from '../backstage.ts';

/** Keeps what was chosen for a run that begins, so that the next time on this portal begins with it. */
export function useLastChoices(state: WizardState, backstage: Backstage): void {
  const begun = state.screen === 'run' && state.work.by === 'plan' ? state : undefined;
  const note = useEffectEvent(() => {
    const draft = begun && state.drafts.scope.get(draftKey(begun.portal, begun.leaver));
    if (!begun || !draft || begun.plan.kind !== 'handover') return;
    const {services} = backstage;
    const session = backstage.session(begun.session);
    services.noteChoices(session, lastChoices(draft, services.lastChoicesOf(session)));
  });
  const token = begun?.token;
  useEffect(() => {
    if (token !== undefined) note();
  }, [token]);
}
