import {Box} from 'ink';
import type {ReactNode} from 'react';
import {personName} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import type {RunScreen} from '../../domain/wizard/index.ts';
import {Line, Prose} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {useWords} from '../contexts.ts';
import type {Dispatch} from '../hooks/use-ask.ts';

interface Props {
  readonly state: RunScreen;
  readonly question: NonNullable<RunScreen['question']>;
  readonly dispatch: Dispatch;
}

/** The question before an account is opened. Cancel stands first, and Enter alone is no yes. */
export function RehireQuestion({state, question, dispatch}: Props): ReactNode {
  const words = useWords();
  const {rehire} = words.screens;
  const {asked} = question;
  const name = oneLine(personName(asked.leaver), 60);
  const list = words.format.list(
    asked.types.map(({type: key, records}) => {
      const type = state.portal.types.find(item => item.key === key) ?? {key};
      return words.type.counted(type, records);
    }),
  );
  return (
    <Box flexDirection="column" paddingLeft={1} rowGap={1} flexShrink={0}>
      <Box flexDirection="column">
        <Prose look="heading">{asked.refused > 0 ? rehire.why(name, list) : rehire.always(name, list)}</Prose>
        {asked.refused > 0 ? <Prose>{rehire.refused(asked.refused, oneLine(asked.text, 120))}</Prose> : null}
      </Box>
      <Prose look="warning">{rehire.meaning(name, words.format.duration(asked.expectedMs))}</Prose>
      <Prose>{rehire.ifDies(name)}</Prose>
      <Box flexDirection="column">
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
    </Box>
  );
}
