import type {ExitCode} from '../domain/outcomes.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {Target} from '../domain/wizard/state.ts';
import {plain} from '../words/plain.ts';
import type {Outside} from './outside.ts';
import {toldPortal, type PortalChoice} from './portal/choose.ts';
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
  const {services, settle} = await openServices(choice, outside, resetDemo);
  const {runWizard} = await import('../ui/wizard.tsx');
  const start = targetOf(choice);
  // Being asked to stop is the wizard's own business: it restores the terminal, and shuts an account that is open.
  const {exit, lines} = await outside.untilDone(
    () =>
      runWizard({
        services,
        ...(start ? {start} : {}),
        stdin: process.stdin,
        stdout: process.stdout,
        signal: outside.signal,
      }),
    {quiet: true},
  );
  for (const line of lines) outside.out(line);
  await settle();
  return exit;
}

function targetOf(choice: PortalChoice | undefined): Target | undefined {
  switch (choice?.kind) {
    case undefined:
      return undefined;
    case 'demo':
      return {to: 'demo'};
    case 'saved':
      return {to: 'saved', name: choice.name};
    case 'given':
      return {to: 'address', address: choice.address};
  }
}
