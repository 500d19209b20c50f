import type {WizardState} from '../../domain/wizard/index.ts';
import type {TallyRow} from '../../domain/tally.ts';
import type {Backstage} from '../backstage.ts';
import {batcher} from './batcher.ts';
import {type Dispatch, useAsk} from './use-ask.ts';

/** What the tally asks: the counts, which come one by one, and pages of titles. */
export function useTallyQuestions(state: WizardState, dispatch: Dispatch, backstage: Backstage): void {
  const tally = state.screen === 'tally' ? state : undefined;
  useAsk(tally?.asking, dispatch, async (token, tell, signal) => {
    if (!tally) return;
    const told = batcher<TallyRow>(50, rows => tell({kind: 'tally-rows', token, rows}));
    const {rows} = await backstage.session(tally.session).tally(
      tally.leaver.id,
      event => {
        if (event.kind === 'tally-row') told.add(event.row);
      },
      signal,
    );
    told.stop();
    tell({kind: 'tallied', token, rows});
  });

  const titles = tally?.titles;
  useAsk(titles?.asking, dispatch, async (token, tell) => {
    if (!tally || !titles) return;
    const after = titles.items[titles.items.length - 1]?.id ?? 0;
    const items = await backstage.session(tally.session).titles(tally.leaver.id, titles.type, after);
    tell({kind: 'titles', token, items});
  });
}
