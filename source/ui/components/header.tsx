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

const NUMBERS = {portal: 1, resume: 1, leaver: 2, tally: 3, scope: 4, plan: 5, undo: 5, run: 6, proof: 7} as const;

interface Props {
  readonly state: WizardState;
  readonly width: number;
}

/** Which portal, who I am there, who the leaver is, and where in the wizard this is. */
export function Header({state, width}: Props): ReactNode {
  const words = useWords();
  if (state.screen === 'ended') return null;
  const {frame} = words.screens;
  const back = state.screen === 'run' && state.plan.kind === 'undo';
  const step = ` ${frame.step(frame.titles[back ? 'undo' : state.screen], NUMBERS[state.screen])}`;
  const left = width - widthOf(step) - 1;
  const candidates = whoOf(state, words);
  const who = candidates.find(text => widthOf(text) <= left) ?? candidates[candidates.length - 1] ?? '';
  return (
    <>
      <Text wrap="truncate-end" {...theme.heading}>
        {` ${fit(cut(who, left), left)}${step}`}
      </Text>
      {'portal' in state && state.portal.demo ? <Line look="demo">{` ${frame.demo}`}</Line> : null}
    </>
  );
}

/** Who is who, from all of it to what matters most: the first that fits is shown. */
function whoOf(state: WizardState, words: Words): readonly string[] {
  const {frame} = words.screens;
  if (!('portal' in state)) return [frame.program];
  const {portal} = state;
  const me = `${oneLine(portal.me.name, 60)} #${portal.me.id}`;
  const where = oneLine(portal.portalName, 60);
  if ('leaver' in state) {
    const leaver = frame.leaver(`${oneLine(personName(state.leaver), 60)} #${state.leaver.id}`);
    return [[where, me, leaver], [where, leaver], [leaver]].map(parts => parts.join(' · '));
  }
  const rank = portal.me.admin ? frame.administrator : frame.notAdministrator;
  return [`${where} · ${frame.you(me)}, ${rank}`, `${where} · ${me}`, where];
}
