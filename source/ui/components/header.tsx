import type {ReactNode} from 'react';
import {Text} from 'ink';
import {personName} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import type {WizardState} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {useWords} from '../contexts.ts';
import {cut, fit, widthOf} from '../text/fit.ts';
import {theme} from '../theme.ts';
import {Line} from './line.tsx';

const NUMBERS = {portal: 1, leaver: 2, tally: 3, scope: 4, plan: 5, run: 6, proof: 7} as const;

interface Props {
  readonly state: WizardState;
  readonly width: number;
}

/** Which portal, who I am there, who the leaver is, and where in the wizard this is. */
export function Header({state, width}: Props): ReactNode {
  const words = useWords();
  if (state.screen === 'ended') return null;
  const {frame} = words.screens;
  const step = ` ${frame.step(frame.titles[state.screen], NUMBERS[state.screen])}`;
  const left = width - widthOf(step) - 1;
  const who = whoOf(state, words);
  return (
    <>
      <Text wrap="truncate-end" {...theme.heading}>
        {` ${fit(cut(who, left), left)}${step}`}
      </Text>
      {'portal' in state && state.portal.demo ? <Line look="demo">{` ${frame.demo}`}</Line> : null}
    </>
  );
}

function whoOf(state: WizardState, words: Words): string {
  const {frame} = words.screens;
  if (!('portal' in state)) return frame.program;
  const {portal} = state;
  const me = `${oneLine(portal.me.name, 60)} #${portal.me.id}`;
  const parts = [oneLine(portal.portalName, 60)];
  if ('leaver' in state) {
    parts.push(me, frame.leaver(`${oneLine(personName(state.leaver), 60)} #${state.leaver.id}`));
  } else {
    parts.push(`${frame.you(me)}, ${portal.me.admin ? frame.administrator : frame.notAdministrator}`);
  }
  return parts.join(' · ');
}
