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
  portal: Pick<OpenedPortal, 'demo' | 'profile'>,
  choices: Pick<RunChoices, 'rehire' | 'rehireGiven' | 'acceptUnmovable'>,
  interactive: boolean,
): string {
  const rehire = choices.rehireGiven && !newPlan.hidden ? ` --rehire ${choices.rehire}` : '';
  const accept = choices.acceptUnmovable ? ' --accept-unmovable' : '';
  return `${applyCommand(newPlan)}${rehire}${accept}${portalFlag(portal)}${interactive ? '' : ' --yes'}`;
}

/** What goes on with a run that stopped after the first records of each type, with what was agreed to for it. */
export function resumeCommand(
  run: string,
  portal: Pick<OpenedPortal, 'demo' | 'profile'>,
  choices: Pick<RunChoices, 'rehire' | 'rehireGiven' | 'acceptUnmovable'>,
  interactive: boolean,
): string {
  const rehire = choices.rehireGiven ? ` --rehire ${choices.rehire}` : '';
  const accept = choices.acceptUnmovable ? ' --accept-unmovable' : '';
  return `b24-handover resume ${run}${rehire}${accept}${portalFlag(portal)}${interactive ? '' : ' --yes'}`;
}

function portalFlag({demo, profile}: Pick<OpenedPortal, 'demo' | 'profile'>): string {
  const name = demo ? DEMO_PROFILE : profile?.name;
  return name === undefined ? '' : ` --profile ${name}`;
}
