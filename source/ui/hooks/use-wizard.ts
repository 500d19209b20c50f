import {useApp} from 'ink';
import {useEffect, useReducer} from 'react';
import {reduce, type WizardState} from '../../domain/wizard/index.ts';
import type {Backstage} from '../backstage.ts';
import {useAgainQuestions} from './use-again-questions.ts';
import type {Dispatch} from './use-ask.ts';
import {useGuide} from './use-guide.ts';
import {useLastChoices} from './use-last-choices.ts';
import {usePeopleQuestions} from './use-people-questions.ts';
import {usePlanQuestions} from './use-plan-questions.ts';
import {usePortalQuestions} from './use-portal-questions.ts';
import {useRunning} from './use-running.ts';
import {useScopeQuestions} from './use-scope-questions.ts';
import {useTallyQuestions} from './use-tally-questions.ts';

/** The wizard at work: its state, and everything its state asks of the world. */
export function useWizard(start: WizardState, backstage: Backstage): readonly [WizardState, Dispatch] {
  const [state, dispatch] = useReducer(reduce, start);
  usePortalQuestions(state, dispatch, backstage);
  usePeopleQuestions(state, dispatch, backstage);
  useTallyQuestions(state, dispatch, backstage);
  useScopeQuestions(state, dispatch, backstage);
  usePlanQuestions(state, dispatch, backstage);
  useAgainQuestions(state, dispatch, backstage);
  useRunning(state, dispatch, backstage);
  useLastChoices(state, backstage);
  useGuide(state, backstage);

  const {windows} = state;
  useEffect(() => {
    backstage.noteWindows(windows);
  }, [backstage, windows]);

  const {ending} = backstage;
  useEffect(() => {
    const stop = (): void => dispatch({kind: 'stop'});
    if (ending.aborted) stop();
    ending.addEventListener('abort', stop);
    return () => ending.removeEventListener('abort', stop);
  }, [ending]);

  const {exit} = useApp();
  const ended = state.screen === 'ended' ? state.exit : undefined;
  useEffect(() => {
    if (ended !== undefined) exit(ended);
  }, [ended, exit]);

  return [state, dispatch];
}
