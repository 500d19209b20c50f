import type {ReactNode} from 'react';
import type {RehireQuestionState, RunScreen} from '../../domain/wizard/index.ts';
import {ArmedQuestion, MENU_HEIGHT} from '../components/armed-question.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {rehireText} from './rehire-text.ts';
import type {Dispatch} from '../hooks/use-ask.ts';

interface Props {
  readonly state: RunScreen;
  readonly question: RehireQuestionState;
  readonly dispatch: Dispatch;
}

/**
 * The question before an account is opened. Cancel stands first, Enter alone is no yes, and yes is offered only where
 * there is room to read what it means.
 */
export function RehireQuestion({state, question, dispatch}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {rehire, undo} = words.screens;
  const back = state.plan.kind === 'undo';
  const {asked} = question;
  const yes = back ? undo.yes : asked.countOnly ? rehire.yesToCount : rehire.yes;
  const list = words.format.list(
    asked.types.map(({type: key, records}) => {
      const type = state.portal.types.find(item => item.key === key) ?? {key};
      return words.type.counted(type, records);
    }),
  );
  const {lines, whole} = rehireText(asked, back, list, words, width - 2, height - MENU_HEIGHT);
  return (
    <ArmedQuestion
      lines={lines}
      items={whole ? [rehire.no(list), yes] : [rehire.no(list)]}
      highlighted={whole ? question.highlighted : 0}
      question={question}
      dispatch={dispatch}
    />
  );
}
