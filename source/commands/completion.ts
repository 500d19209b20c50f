import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {bashScript} from './completion/bash.ts';
import {fishScript} from './completion/fish.ts';
import {type CommandModel, modelOf} from './completion/model.ts';
import {zshScript} from './completion/zsh.ts';
import type {Outside} from './outside.ts';
import {buildProgram} from './program.ts';

const SCRIPTS: Readonly<Record<string, (models: readonly CommandModel[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `completion SHELL`: prints a script that completes commands, flags and values, made from the command line itself. */
export async function completion(shell: string, outside: Outside): Promise<ExitCode> {
  await outside.pour([scriptFor(shell)]);
  return EXIT.done;
}

export function scriptFor(shell: string): string {
  return SCRIPTS[shell]?.(modelOf(buildProgram(__VERSION__, () => {}))) ?? '';
}
