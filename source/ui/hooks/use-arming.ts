import {useApp} from 'ink';
import {useEffect, useEffectEvent} from 'react';
import type {WizardState} from '../../domain/wizard/index.ts';
import {useKeyboard} from '../contexts.ts';
import type {Dispatch} from './use-ask.ts';

/** A question takes answers when it has been on the screen for so long, and no key has come for as long. */
export const QUIET_MS = 250;

/**
 * Arms the questions before a run and the one before an account is opened. Keys that were typed ahead, or are still
 * coming in while the question appears, were meant for something else: each of them starts the wait anew.
 */
export function useArming(state: WizardState, painted: boolean, dispatch: Dispatch): void {
  const {waitUntilRenderFlush} = useApp();
  const keyboard = useKeyboard();
  const token = painted ? unarmed(state) : undefined;
  const arm = useEffectEvent((asked: number) => dispatch({kind: 'armed', token: asked}));
  useEffect(() => {
    if (token === undefined) return;
    let timer: NodeJS.Timeout | undefined;
    let over = false;
    const wait = (): void => {
      clearTimeout(timer);
      if (!over) timer = setTimeout(() => arm(token), QUIET_MS);
    };
    void waitUntilRenderFlush().then(wait);
    const unlisten = keyboard.listen(wait);
    return () => {
      over = true;
      clearTimeout(timer);
      unlisten();
    };
  }, [token, keyboard, waitUntilRenderFlush]);
}

/** The question that is shown and not yet armed. */
function unarmed(state: WizardState): number | undefined {
  if (state.screen === 'ended' || state.quit || state.help) return undefined;
  if (state.screen === 'run') return state.question?.armed === false ? state.question.token : undefined;
  if (state.screen !== 'plan' && state.screen !== 'undo' && state.screen !== 'resume') return undefined;
  return state.confirm.by !== 'none' && !state.confirm.armed ? state.confirm.token : undefined;
}
