import type {WizardState} from '../../domain/wizard/index.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import {useWords} from '../contexts.ts';
import type {Backstage} from '../backstage.ts';
import {type Dispatch, useAsk} from './use-ask.ts';

/** What going on with a run and going back from one ask: how it stands, and what the way back would do. */
export function useAgainQuestions(state: WizardState, dispatch: Dispatch, backstage: Backstage): void {
  const {resume} = useWords().screens;
  const look = state.screen === 'resume' && state.look?.state === 'asking' ? state.look : undefined;
  useAsk(look?.token, dispatch, async (token, tell) => {
    if (!look || state.screen !== 'resume') return;
    const session = backstage.session(state.session);
    const {run} = look;
    const [plan, leaver, done] = await Promise.all([
      session.planByDigest(run.digest),
      session.person(String(run.leaverId)),
      backstage.services.doneOf(run),
    ]);
    if (!plan) throw new UsageTrouble(resume.noPlan(run.run));
    if (!leaver) throw new UsageTrouble(resume.noLeaver(run.leaverId));
    tell({kind: 'resumable', token, plan, leaver, done});
  });

  const undo = state.screen === 'undo' ? state : undefined;
  const planning = undo?.planning.state === 'asking' ? undo.planning.token : undefined;
  useAsk(planning, dispatch, async (token, tell, signal) => {
    if (!undo) return;
    const {run, edited} = undo;
    const found = await backstage.session(undo.session).planUndo(
      run,
      {edited},
      event => {
        if (event.kind === 'proving') tell({kind: 'looked', token, done: event.done, of: event.of});
      },
      signal,
    );
    tell({kind: 'undoable', token, undo: found});
  });
}
