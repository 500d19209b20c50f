import type {TypeKey} from '../entity-types.ts';
import type {ScopeDraft, TypeChoice} from './state-scope.ts';

/** What was chosen for a type; nothing of it where nothing was. */
export function choiceOf(state: Pick<ScopeDraft, 'types'>, key: TypeKey): TypeChoice {
  return state.types.get(key) ?? {take: false, which: 'all', to: undefined};
}
