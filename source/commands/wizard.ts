import type {ExitCode} from '../domain/outcomes.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import {DEMO_PROFILE} from '../settings/names.ts';
import {plain} from '../words/plain.ts';
import type {Outside} from './outside.ts';
import {type PortalChoice, toldPortal} from './portal/choose.ts';
import {openServices} from './wizard-services.ts';

export interface WizardFlags {
  readonly profile?: string;
}

/** The wizard: what starts without a command. A portal that is named by flag or environment is opened at once. */
export async function wizard(
  flags: WizardFlags,
  outside: Outside,
  {resetDemo = false}: {resetDemo?: boolean} = {},
): Promise<ExitCode> {
  if (!outside.interactive) throw new UsageTrouble(plain.needsTerminal);
  const choice = await toldPortal(flags.profile, outside);
  const {services, reports, settle} = await openServices(choice, outside, resetDemo);
  const {runWizard} = await import('../ui/wizard.tsx');
  const portal = nameOf(choice);
  // Being asked to stop is the wizard's own business: it restores the terminal, and shuts an account that is open.
  const {exit, lines, failed} = await outside.untilDone(
    () =>
      runWizard({
        services,
        start: portal === undefined ? {} : {portal},
        stdin: process.stdin,
        stdout: process.stdout,
        signal: outside.signal,
      }),
    {quiet: true},
  );
  const ended = reports.ended(exit);
  // Before the lines of the wizard: the last of those may be about an account that is open.
  for (const line of [...ended.lines, ...lines]) outside.out(line);
  await settle();
  if (failed) throw failed.error;
  return ended.exit;
}

/** What the wizard calls the portal that it opens at once. One given by its address alone goes by its host. */
function nameOf(choice: PortalChoice | undefined): string | undefined {
  switch (choice?.kind) {
    case undefined:
      return undefined;
    case 'demo':
      return DEMO_PROFILE;
    case 'saved':
      return choice.profile.name;
    case 'given':
      return choice.address.host;
  }
}
