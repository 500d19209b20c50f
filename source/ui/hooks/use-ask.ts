import {useEffect, useEffectEvent} from 'react';
import {type Action, failureOf} from '../../domain/wizard/index.ts';

export type Dispatch = (action: Action) => void;

/**
 * Puts a question whenever its token appears or changes, and calls it off when the token goes away. A failure is told
 * under the same token; whatever comes after the question was called off is not told at all.
 */
export function useAsk(
  token: number | undefined,
  dispatch: Dispatch,
  ask: (token: number, tell: Dispatch, signal: AbortSignal) => Promise<void>,
  delayMs = 0,
): void {
  const put = useEffectEvent(async (asked: number, signal: AbortSignal) => {
    const tell: Dispatch = action => {
      if (!signal.aborted) dispatch(action);
    };
    try {
      await ask(asked, tell, signal);
    } catch (error) {
      tell({kind: 'failed', token: asked, failure: failureOf(error)});
    }
  });
  useEffect(() => {
    if (token === undefined) return;
    const controller = new AbortController();
    const timer = setTimeout(() => void put(token, controller.signal), delayMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [token, delayMs]);
}
