import {Box} from 'ink';
import type {ReactNode} from 'react';
import {missingPermissions} from '../../domain/permissions.ts';
import {oneLine} from '../../domain/text.ts';
import type {Failure, NameProblem, PortalView} from '../../domain/wizard/index.ts';
import {Explanation} from '../components/explained.tsx';
import {Line, Prose} from '../components/line.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {cut} from '../text/fit.ts';

interface RenameProps {
  readonly name: string;
  readonly typed: string;
  readonly problem: NameProblem | undefined;
}

/** The field for another name of a saved portal. */
export function RenamePortal({name, typed, problem}: RenameProps): ReactNode {
  const {portal} = useWords().screens;
  const {width} = useRoom();
  return (
    <Box flexDirection="column" rowGap={1}>
      <Line look="heading">{portal.renameTitle(oneLine(name, 40))}</Line>
      <Line>{`${portal.newName}: ${cut(oneLine(typed, 60), width - portal.newName.length - 5)}▏`}</Line>
      {problem ? <Prose look="danger">{portal.nameProblem[problem]}</Prose> : null}
    </Box>
  );
}

interface TestedProps {
  readonly name: string;
  readonly result: PortalView | Failure;
}

/** What came of asking a saved portal: whose key it is and what it cannot do, or why it does not answer. */
export function TestedPortal({name, result}: TestedProps): ReactNode {
  return (
    <Box flexDirection="column" rowGap={1}>
      <Line look="heading">{oneLine(name, 40)}</Line>
      {'of' in result ? <Explanation failure={result} /> : <Answers {...result} />}
    </Box>
  );
}

/** A portal that was added just now: what its key can do, and what it cannot, before anything is begun. */
export function EnteredPortal(entered: PortalView): ReactNode {
  const words = useWords();
  const {portal} = words.screens;
  const taken = entered.types.filter(type => type.takenByDefault).map(type => words.type.name(type));
  return (
    <Box flexDirection="column" rowGap={1}>
      <Line look="heading">{oneLine(entered.portalName, 60)}</Line>
      <Prose>{entered.me.admin ? portal.canMove(taken) : portal.canLook(taken)}</Prose>
      <Answers {...entered} />
    </Box>
  );
}

function Answers({me, limits, scopes}: PortalView): ReactNode {
  const words = useWords();
  const {portal, frame} = words.screens;
  const lacking = [...limits.map(words.limit), ...words.permissions(missingPermissions(scopes))];
  const rights = me.admin ? frame.administrator : frame.notAdministrator;
  return (
    <>
      <Prose>{portal.works(`${oneLine(me.name, 80)} #${me.id}`, rights)}</Prose>
      {lacking.length === 0 ? (
        <Prose>{portal.everything}</Prose>
      ) : (
        <Box flexDirection="column">
          <Prose look="heading">{portal.limits}</Prose>
          {lacking.map(line => (
            <Prose key={line}>{line}</Prose>
          ))}
        </Box>
      )}
    </>
  );
}
