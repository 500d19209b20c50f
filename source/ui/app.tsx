import {Box, Text, useWindowSize} from 'ink';
import {type ReactNode, useEffect, useMemo, useState} from 'react';
import {mayBeOpen, type WizardState} from '../domain/wizard/index.ts';
import type {Words} from '../words/index.ts';
import type {Backstage} from './backstage.ts';
import {AccountBox} from './components/account-box.tsx';
import {Guide, guideLines, helpLines} from './components/guide.tsx';
import {Header} from './components/header.tsx';
import {hintLines, Hints} from './components/hints.tsx';
import {KeyDesk} from './components/key-desk.tsx';
import {Line, Prose} from './components/line.tsx';
import {ClockContext, KeyboardContext, RoomContext, WordsContext} from './contexts.ts';
import {Keyboard} from './keys/keyboard.ts';
import type {Dispatch} from './hooks/use-ask.ts';
import {useArming} from './hooks/use-arming.ts';
import {useWizard} from './hooks/use-wizard.ts';
import {keyTable} from './keys/table.ts';
import {QuitQuestion} from './screens/quit.tsx';
import {CurrentScreen} from './screens/screen.tsx';

/** Below this nothing sensible fits. */
const LEAST = {columns: 24, rows: 10};
const MOST_HINT_LINES = 3;

interface Props {
  readonly start: WizardState;
  readonly backstage: Backstage;
  readonly words: Words;
}

/** The whole wizard. */
export function App({start, backstage, words}: Props): ReactNode {
  const [keyboard] = useState(() => new Keyboard());
  return (
    <WordsContext value={words}>
      <ClockContext value={backstage.now}>
        <KeyboardContext value={keyboard}>
          <Wizard start={start} backstage={backstage} words={words} />
        </KeyboardContext>
      </ClockContext>
    </WordsContext>
  );
}

function Wizard({start, backstage, words}: Props): ReactNode {
  const [state, dispatch] = useWizard(start, backstage);
  const {columns, rows} = useWindowSize();
  const tooSmall = columns < LEAST.columns || rows < LEAST.rows;
  useArming(state, !tooSmall, dispatch);
  useEffect(() => {
    // What could not be seen for a while is asked anew.
    if (tooSmall) dispatch({kind: 'repaint'});
  }, [tooSmall, dispatch]);
  // In a window where nothing can be seen only Ctrl-C means something.
  const table = keyTable(state, words).filter(({on}) => !tooSmall || on.includes('ctrl-c'));
  return (
    <>
      <KeyDesk table={table} dispatch={dispatch} />
      {tooSmall ? (
        <TooSmall state={state} words={words} />
      ) : (
        <Frame state={state} dispatch={dispatch} words={words} columns={columns} rows={rows} />
      )}
    </>
  );
}

function TooSmall({state, words}: {readonly state: WizardState; readonly words: Words}): ReactNode {
  const open = state.screen === 'run' && mayBeOpen(state.progress);
  return (
    <>
      {open ? <Line look="danger">{words.screens.frame.accountOpen}</Line> : null}
      <Text>{words.screens.frame.tooSmall}</Text>
    </>
  );
}

interface FrameProps {
  readonly state: WizardState;
  readonly dispatch: Dispatch;
  readonly words: Words;
  readonly columns: number;
  readonly rows: number;
}

/** Header, screen, hints. One row stays free at the bottom, since a frame as high as the window makes it scroll. */
function Frame({state, dispatch, words, columns, rows}: FrameProps): ReactNode {
  const table = keyTable(state, words);
  const hints = hintLines(table, columns).slice(0, MOST_HINT_LINES);
  const banner = 'portal' in state && state.portal.demo ? 1 : 0;
  const guide = guideLines(state, words, columns, rows);
  const height = rows - 1 - 1 - banner - (guide.length > 0 ? guide.length + 1 : 0) - 1 - hints.length;
  const room = useMemo(() => ({width: columns, height}), [columns, height]);
  return (
    <RoomContext value={room}>
      <Box flexDirection="column" width={columns} height={rows - 1}>
        <Box flexDirection="column" flexShrink={0}>
          <Header state={state} width={columns} />
          {guide.length > 0 ? <Guide lines={guide} /> : null}
        </Box>
        <Box flexDirection="column" height={height} overflow="hidden">
          <Body state={state} dispatch={dispatch} words={words} />
        </Box>
        <Box flexGrow={1} />
        <Hints lines={hints} />
      </Box>
    </RoomContext>
  );
}

/** The screen, or the question of Ctrl-C or the help in its place. An open account is shown above all of them. */
function Body({state, dispatch, words}: Pick<FrameProps, 'state' | 'dispatch' | 'words'>): ReactNode {
  const box = state.screen === 'run' ? <AccountBox {...state} /> : null;
  if (state.quit) {
    return (
      <>
        {box}
        <QuitQuestion state={state} highlighted={state.quit.highlighted} dispatch={dispatch} />
      </>
    );
  }
  if (!state.help) return <CurrentScreen state={state} dispatch={dispatch} />;
  const about = helpLines(state, words);
  const lines = keyTable({...state, help: false}, words).flatMap(({label, hint}) =>
    hint === undefined ? [] : [`${label ?? ''} ${hint}`.trim()],
  );
  return (
    <>
      {box}
      {about.length > 0 ? (
        <Box flexDirection="column" marginBottom={1} paddingLeft={1}>
          <Prose>{about.join(' ')}</Prose>
        </Box>
      ) : null}
      <Line look="heading">{` ${words.screens.frame.helpTitle}`}</Line>
      {lines.map(line => (
        <Line key={line}>{`   ${line}`}</Line>
      ))}
    </>
  );
}
