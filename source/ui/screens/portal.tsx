import {Box} from 'ink';
import type {ReactNode} from 'react';
import {oneLine} from '../../domain/text.ts';
import {
  type Common,
  PORTAL_MENU,
  type PortalScreen as State,
  portalItems,
  stillShutting,
  type Target,
} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {Busy} from '../components/busy.tsx';
import {Explanation} from '../components/explained.tsx';
import {Line, Prose} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {useNow, useRoom, useWords} from '../contexts.ts';
import {type Column, layOut, lineOf} from '../text/columns.ts';
import {AbandonedWindows} from './abandoned-windows.tsx';
import {AddPortal} from './add-portal.tsx';
import type {ScreenProps} from './props.ts';
import {EnteredPortal, RenamePortal, TestedPortal} from './saved-portal.tsx';
import {unfinishedText} from './unfinished.ts';

/** Screen 1: pick a saved portal, add one, or open the demo. What an earlier start left open is shut first, and said. */
export function PortalScreen({state, dispatch}: ScreenProps<State>): ReactNode {
  return (
    <Box flexDirection="column" rowGap={1} paddingLeft={1}>
      {state.noticed.map(failure => (
        <Explanation key={JSON.stringify(failure)} failure={failure} />
      ))}
      {state.windows.length > 0 ? <AbandonedWindows windows={state.windows} /> : null}
      <Mode state={state} dispatch={dispatch} />
    </Box>
  );
}

function Mode({state, dispatch}: ScreenProps<State>): ReactNode {
  const words = useWords();
  const {portal} = words.screens;
  const {mode} = state;
  const choosing = {
    onHighlight: (index: number) => dispatch({kind: 'highlight', index}),
    onChoose: (index: number) => dispatch({kind: 'choose', index}),
  };
  switch (mode.at) {
    case 'list':
      return <PortalList state={state} dispatch={dispatch} />;
    case 'add':
      return <AddPortal typed={mode.typed} problem={mode.problem} />;
    case 'menu': {
      const name = oneLine(mode.name, 40);
      const texts = portal.menu(name);
      const items = PORTAL_MENU.map(item => texts[item]);
      return (
        <Box flexDirection="column" rowGap={1}>
          <Line look="heading">{portal.menuQuestion(name)}</Line>
          <Menu items={items} highlighted={mode.highlighted} {...choosing} />
        </Box>
      );
    }
    case 'rename':
      return <RenamePortal {...mode} />;
    case 'entered':
      return <EnteredPortal {...mode.entered.portal} />;
    case 'tested':
      return <TestedPortal {...mode} />;
    case 'testing':
      return <Busy>{portal.testing(oneLine(mode.name, 40))}</Busy>;
    case 'renaming':
    case 'forgetting':
      return <Busy />;
    case 'connecting':
      return <Busy>{portal.connecting(targetName(mode.target, words))}</Busy>;
    case 'moved': {
      const to = oneLine(new URL(mode.target.origin).host, 80);
      return (
        <Box flexDirection="column" rowGap={1}>
          <Line look="heading">{targetName(mode.target.of, words)}</Line>
          <Prose look="warning">{portal.moved(oneLine(mode.from, 80), to)}</Prose>
          <Prose>{portal.movedWhy}</Prose>
          <Menu items={[portal.notMoved, portal.goThere(to)]} highlighted={mode.highlighted} {...choosing} />
        </Box>
      );
    }
    case 'failed':
      return (
        <Box flexDirection="column" rowGap={1}>
          <Line look="heading">{targetName(mode.target, words)}</Line>
          <Explanation failure={mode.failure} />
          <Menu items={[portal.tryAgain, portal.otherPortal]} highlighted={mode.highlighted} {...choosing} />
        </Box>
      );
  }
}

function PortalList({state, dispatch}: ScreenProps<State>): ReactNode {
  const words = useWords();
  const now = useNow();
  const {width} = useRoom();
  const {portal} = words.screens;
  const columns: readonly Column[] = [{head: '', keep: true, max: 24}, {head: '', max: 36}, {head: ''}, {head: ''}];
  const rows = state.saved.map(({name, host, userId, lastUsed}) => [
    oneLine(name, 40),
    oneLine(host, 80),
    portal.webhookOf(userId),
    portal.used(words.format.day(lastUsed, now())),
  ]);
  const layout = layOut(columns, rows, width - 4);
  const items = portalItems(state).map((item, index) => {
    if (item.item === 'saved') return lineOf(rows[index] ?? [], columns, layout, width - 4);
    return item.item === 'add' ? portal.add : portal.demo;
  });
  return (
    <Box flexDirection="column" rowGap={1}>
      <Line look="heading">{portal.question}</Line>
      <Menu
        items={items}
        highlighted={state.highlighted}
        active={!stillShutting(state)}
        onHighlight={index => dispatch({kind: 'highlight', index})}
        onChoose={index => dispatch({kind: 'choose', index})}
      />
      {state.unfinished.length > 0 ? <Unfinished state={state} /> : null}
    </Box>
  );
}

/** So many unfinished runs are told; the rest is a number. */
const MOST_UNFINISHED = 2;

/** Runs that did not come to their end. Opening their portal offers to go on with them. */
function Unfinished({state}: {readonly state: Common}): ReactNode {
  const words = useWords();
  const now = useNow();
  const {resume} = words.screens;
  const more = state.unfinished.length - MOST_UNFINISHED;
  return (
    <Box flexDirection="column" flexShrink={0}>
      {state.unfinished.slice(0, MOST_UNFINISHED).map(run => (
        <Prose key={run.run} look="warning">
          {resume.onPortal(oneLine(run.portalName, 60), unfinishedText(run, now(), words))}
        </Prose>
      ))}
      {more > 0 ? <Prose>{resume.more(more)}</Prose> : null}
      <Prose>{resume.offers}</Prose>
    </Box>
  );
}

function targetName(target: Target, words: Words): string {
  if (target.to === 'demo') return words.screens.portal.demoName;
  if (target.to === 'moved') return oneLine(new URL(target.origin).host, 80);
  return target.to === 'saved' ? oneLine(target.name, 60) : target.address.host;
}
