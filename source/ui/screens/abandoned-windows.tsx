import {Box} from 'ink';
import type {ReactNode} from 'react';
import {oneLine} from '../../domain/text.ts';
import {type Common, isSettled} from '../../domain/wizard/index.ts';
import {Busy} from '../components/busy.tsx';
import {Explanation} from '../components/explained.tsx';
import {Prose} from '../components/line.tsx';
import {useWords} from '../contexts.ts';

type Item = Common['windows'][number];

/** Accounts that an earlier start may have left open: each is shut before anything else, and how that ended is said. */
export function AbandonedWindows({windows}: {readonly windows: readonly Item[]}): ReactNode {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {windows.map(item => (
        <Abandoned key={`${item.window.portalKey} ${item.window.leaverId}`} item={item} />
      ))}
    </Box>
  );
}

function Abandoned({item}: {readonly item: Item}): ReactNode {
  const words = useWords();
  const {window} = item;
  const leaver = oneLine(window.leaverName, 60) || words.personId(window.leaverId);
  const happened = words.account.abandoned(leaver, oneLine(window.portalName, 60), window.since);
  const byHand = <Prose look="danger">{words.account.shutByHand(leaver, window.leaverId)}</Prose>;
  return (
    <>
      <Prose look="warning">{happened}</Prose>
      {item.state === 'shutting' ? <Busy>{words.screens.portal.shutting}</Busy> : null}
      {item.state === 'failed' ? <Explanation failure={item.failure} /> : null}
      {item.state === 'ended' ? (
        <Prose look={isSettled(item.end.state) ? 'good' : 'danger'}>
          {words.account.abandonedEnd(leaver, item.end)}
        </Prose>
      ) : null}
      {item.state === 'failed' || (item.state === 'ended' && !isSettled(item.end.state)) ? byHand : null}
    </>
  );
}
