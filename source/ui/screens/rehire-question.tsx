import {Box} from 'ink';
import type {ReactNode} from 'react';
import {personName} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import type {RunScreen} from '../../domain/wizard/index.ts';
import {Indent} from '../components/indent.tsx';
import {Line} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {wrap} from '../text/fit.ts';
import type {Look} from '../theme.ts';
import type {Dispatch} from '../hooks/use-ask.ts';

/** A gap, two choices, and the line that says that it is not listening yet. */
const MENU_HEIGHT = 4;

interface Props {
  readonly state: RunScreen;
  readonly question: NonNullable<RunScreen['question']>;
  readonly dispatch: Dispatch;
}

/** The question before an account is opened. Cancel stands first, and Enter alone is no yes. */
export function RehireQuestion({state, question, dispatch}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {rehire} = words.screens;
  const {asked} = question;
  const name = oneLine(personName(asked.leaver), 60);
  const list = words.format.list(
    asked.types.map(({type: key, records}) => {
      const type = state.portal.types.find(item => item.key === key) ?? {key};
      return words.type.counted(type, records);
    }),
  );
  const texts: readonly (readonly [string, Look?])[] = [
    [asked.refused > 0 ? rehire.why(name, list) : rehire.always(name, list), 'heading'],
    ...(asked.refused > 0 ? [[rehire.refused(asked.refused, oneLine(asked.text, 120))] as const] : []),
    [''],
    [rehire.meaning(name, words.format.duration(asked.expectedMs)), 'warning'],
    [''],
    [rehire.ifDies(name)],
  ];
  const room = height - MENU_HEIGHT;
  const all = texts.flatMap(([text, look]) => (text === '' ? [['']] : wrap(text, width - 2).map(line => [line, look])));
  // What does not fit gives up its empty lines first; the choice itself is always seen.
  const lines = all.length <= room ? all : all.filter(([line]) => line !== '');
  const shown = lines.length <= room ? lines : [...lines.slice(0, Math.max(0, room - 1)), [words.screens.frame.cut]];
  return (
    <Indent>
      {shown.map(([line = '', look], index) => (
        <Line key={`${index} ${line}`} look={look as Look | undefined}>
          {line === '' ? ' ' : line}
        </Line>
      ))}
      <Box flexDirection="column" paddingTop={1}>
        <Menu
          // Each painting of the question is a new menu: its cursor is on Cancel again.
          key={question.token}
          items={[rehire.no(list), rehire.yes]}
          highlighted={question.highlighted}
          active={question.armed}
          onHighlight={index => dispatch({kind: 'highlight', index})}
          onChoose={index => dispatch({kind: 'choose', index})}
        />
        {question.armed ? null : <Line look="muted">{`   (${rehire.wait})`}</Line>}
      </Box>
    </Indent>
  );
}
