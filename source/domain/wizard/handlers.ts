import type {Action} from './actions.ts';

/** What a screen does about the actions it knows. Whatever is not in the table changes nothing there. */
export type Handlers<State, Next> = {
  readonly [Kind in Action['kind']]?: (state: State, action: Extract<Action, {kind: Kind}>) => Next;
};

export function handle<State extends Next, Next>(handlers: Handlers<State, Next>, state: State, action: Action): Next {
  const handler = handlers[action.kind] as ((state: State, action: Action) => Next) | undefined;
  return handler ? handler(state, action) : state;
}
