import type {ReactNode} from 'react';
import type {WizardState} from '../../domain/wizard/index.ts';
import type {Dispatch} from '../hooks/use-ask.ts';
import {LeaverScreen} from './leaver.tsx';
import {PlanScreen} from './plan.tsx';
import {PortalScreen} from './portal.tsx';
import {ProofScreen} from './proof.tsx';
import {ResumeScreen} from './resume.tsx';
import {RunScreen} from './run.tsx';
import {ScopeScreen} from './scope/scope.tsx';
import {TallyScreen} from './tally.tsx';
import {UndoScreen} from './undo.tsx';

/** One screen per state. */
export function CurrentScreen({
  state,
  dispatch,
}: {
  readonly state: WizardState;
  readonly dispatch: Dispatch;
}): ReactNode {
  switch (state.screen) {
    case 'portal':
      return <PortalScreen state={state} dispatch={dispatch} />;
    case 'resume':
      return <ResumeScreen state={state} dispatch={dispatch} />;
    case 'leaver':
      return <LeaverScreen state={state} dispatch={dispatch} />;
    case 'tally':
      return <TallyScreen state={state} dispatch={dispatch} />;
    case 'scope':
      return <ScopeScreen state={state} dispatch={dispatch} />;
    case 'plan':
      return <PlanScreen state={state} dispatch={dispatch} />;
    case 'undo':
      return <UndoScreen state={state} dispatch={dispatch} />;
    case 'run':
      return <RunScreen state={state} dispatch={dispatch} />;
    case 'proof':
      return <ProofScreen state={state} dispatch={dispatch} />;
    case 'ended':
      return null;
  }
}
