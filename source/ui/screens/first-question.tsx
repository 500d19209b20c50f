import type {ReactNode} from 'react';
import type {FirstQuestionState, RunScreen} from '../../domain/wizard/index.ts';
import {ArmedQuestion, MENU_HEIGHT} from '../components/armed-question.tsx';
import {useRoom, useWords} from '../contexts.ts';
import type {Dispatch} from '../hooks/use-ask.ts';
import {firstText} from './first-text.ts';

interface Props {
  readonly state: RunScreen;
  readonly question: FirstQuestionState;
  readonly dispatch: Dispatch;
}

/** The first records of each type, to be looked at on the portal, and whether the rest may follow. */
export function FirstQuestion({state, question, dispatch}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {first} = words.screens;
  const lines = firstText(question.first, state.portal.types, words, width - 2, Math.max(1, height - MENU_HEIGHT));
  return (
    <ArmedQuestion
      lines={lines}
      items={[first.goOn, first.stop]}
      highlighted={question.highlighted}
      question={question}
      dispatch={dispatch}
    />
  );
}
