import {applyCommand, type NewPlan} from '../../domain/outcomes.ts';
import {DEMO_PROFILE} from '../../settings/names.ts';
import type {RunChoices} from '../answers/run.ts';
import type {OpenedPortal} from '../portal/open.ts';

/**
 * What carries out the plan of what a run found to be new, whole: with what was agreed to for that run, and for a script
 * with the yes of whoever reads the plan first. An address that was given by hand has to be given again.
 */
export function nextCommand(
  newPlan: NewPlan,
  {demo, profile}: Pick<OpenedPortal, 'demo' | 'profile'>,
  choices: Pick<RunChoices, 'rehire' | 'rehireGiven' | 'acceptUnmovable'>,
  interactive: boolean,
): string {
  const rehire = choices.rehireGiven && !newPlan.hidden ? ` --rehire ${choices.rehire}` : '';
  const accept = choices.acceptUnmovable ? ' --accept-unmovable' : '';
  const name = demo ? DEMO_PROFILE : profile?.name;
  const portal = name === undefined ? '' : ` --profile ${name}`;
  return `${applyCommand(newPlan)}${rehire}${accept}${portal}${interactive ? '' : ' --yes'}`;
}
