import type {PeopleSearch, WizardState} from '../../domain/wizard/index.ts';
import type {Holding} from '../../engine/contract.ts';
import type {Backstage} from '../backstage.ts';
import {batcher} from './batcher.ts';
import {type Dispatch, useAsk} from './use-ask.ts';

/** The portal is asked when typing has paused for so long. */
const TYPING_PAUSE_MS = 200;

/** What the lists of people ask: a page of people, and what each of them holds. */
export function usePeopleQuestions(state: WizardState, dispatch: Dispatch, backstage: Backstage): void {
  const people = peopleOf(state);
  const session = 'session' in state ? state.session : undefined;
  const search = people?.asking?.search ?? '';
  useAsk(
    people?.asking?.token,
    dispatch,
    async (token, tell, signal) => {
      if (!people || session === undefined) return;
      const list = await backstage.session(session).people({group: people.group, search: search.trim()}, signal);
      tell({kind: 'people', token, list});
    },
    search === '' ? 0 : TYPING_PAUSE_MS,
  );

  const counting = state.screen === 'leaver' ? state.counting : undefined;
  useAsk(counting?.token, dispatch, async (token, tell, signal) => {
    if (!counting || state.screen !== 'leaver') return;
    const told = batcher<Holding>(100, holdings => tell({kind: 'holdings', token, holdings}));
    const uncounted = counting.people.filter(({id}) => !state.holdings.has(id));
    await backstage.session(state.session).backlog(uncounted, holding => told.add(holding), signal);
    told.flush();
    tell({kind: 'counted', token});
  });
}

function peopleOf(state: WizardState): PeopleSearch | undefined {
  if (state.screen === 'leaver') return state.people;
  return state.screen === 'scope' ? state.picker?.people : undefined;
}
