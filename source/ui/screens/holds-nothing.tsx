import {Box} from 'ink';
import type {ReactNode} from 'react';
import {personName} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import {NOTHING_MENU, type TallyScreen} from '../../domain/wizard/index.ts';
import {Line, Prose} from '../components/line.tsx';
import {Menu} from '../components/menu.tsx';
import {useWords} from '../contexts.ts';
import {DEMO_PROFILE} from '../../settings/names.ts';
import {notSeen} from './not-seen.ts';
import type {ScreenProps} from './props.ts';

/** Nothing to hand over: said plainly, with how much that can be relied on. */
export function HoldsNothing({state, dispatch}: ScreenProps<TallyScreen>): ReactNode {
  const words = useWords();
  const {tally} = words.screens;
  const notAll = notSeen(state.rows, words);
  return (
    <Box flexDirection="column" paddingLeft={1} rowGap={1}>
      <Line look="heading">{tally.nothing(oneLine(personName(state.leaver), 60))}</Line>
      {notAll.length === 0 && state.portal.me.admin ? <Prose>{tally.nothingAdmin}</Prose> : null}
      {state.portal.me.admin ? null : <Prose look="warning">{tally.nothingNotAdmin}</Prose>}
      {notAll.length === 0 ? null : (
        <Box flexDirection="column">
          <Prose look="warning">{tally.nothingLimited}</Prose>
          {notAll.map(line => (
            <Prose key={line}>{line}</Prose>
          ))}
        </Box>
      )}
      {state.portal.me.admin && !state.leaver.active ? <Prose>{tally.nothingMayHide(countInside(state))}</Prose> : null}
      <Menu
        items={NOTHING_MENU.map(item => tally.menu[item])}
        highlighted={state.highlighted}
        onHighlight={index => dispatch({kind: 'highlight', index})}
        onChoose={index => dispatch({kind: 'choose', index})}
      />
    </Box>
  );
}

/** What opens the account to count again where nothing shows: who receives is still to be said. */
function countInside({leaver, portal}: TallyScreen): string {
  const where = portal.demo ? ` --profile ${DEMO_PROFILE}` : '';
  return `b24-handover run --leaver ${leaver.id} --to ID --rehire always${where}`;
}
