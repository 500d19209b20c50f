import type {WizardState} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import type {Binding} from './binding.ts';
import {backTo, menu} from './common.ts';
import {leaverKeys, portalKeys, resumeKeys} from './first-screens.ts';
import {planKeys, proofKeys, runKeys, undoKeys} from './last-screens.ts';
import {tallyKeys} from './middle-screens.ts';
import {scopeKeys} from './scope-screen.ts';

/** The keys that work at this moment, in the order in which they are hinted. One table makes the handling and the hints. */
export function keyTable(state: WizardState, words: Words): readonly Binding[] {
  const keys = words.screens.keys;
  if (state.screen === 'ended') return [];
  const interrupt: Binding = {
    on: ['ctrl-c'],
    does: {kind: 'interrupt'},
    label: keys.label.ctrlC,
    hint: interruptHint(),
  };
  if (state.quit) return [...menu(keys, keys.choose), backTo(keys, keys.goOn), interrupt];
  if (state.help) {
    return [{on: ['escape', 'enter', '?'], does: {kind: 'help'}, label: keys.label.esc, hint: keys.back}, interrupt];
  }
  // A run that is being stopped can only be hurried.
  if (state.screen === 'run' && state.stopping) return state.hurried ? [] : [{...interrupt, hint: keys.hurry}];
  return [...screenKeys(state, words), interrupt];

  function interruptHint(): string {
    return state.screen === 'run' ? keys.stop : keys.leave;
  }
}

function screenKeys(state: WizardState, words: Words): readonly Binding[] {
  const keys = words.screens.keys;
  switch (state.screen) {
    case 'portal':
      return portalKeys(state, keys);
    case 'resume':
      return resumeKeys(state, keys);
    case 'leaver':
      return leaverKeys(state, keys);
    case 'tally':
      return tallyKeys(state, keys);
    case 'scope':
      return scopeKeys(state, keys);
    case 'plan':
      return planKeys(state, keys);
    case 'undo':
      return undoKeys(state, keys);
    case 'run':
      return runKeys(state, keys);
    case 'proof':
      return proofKeys(state, keys);
    case 'ended':
      return [];
  }
}
