import {
  type PlanScreen,
  planOf,
  type ProofScreen,
  type RunScreen,
  type WizardState,
} from '../../domain/wizard/index.ts';
import type {Binding} from './binding.ts';
import {backTo, enter, help, type KeyWords, menu, moves, typing} from './common.ts';
import {right} from './middle-screens.ts';

export function planKeys(state: Extract<WizardState, PlanScreen>, keys: KeyWords): readonly Binding[] {
  const back = backTo(keys, keys.toScope);
  if (state.pinning.state === 'asking') return [back];
  if (state.pinning.state === 'failed') return [enter(keys, keys.tryAgain), back];
  if (state.records) {
    return [...moves(keys, keys.scroll), {on: ['left'], does: {kind: 'side', by: -1}}, backTo(keys, keys.back)];
  }
  const plan = planOf(state);
  const unmovable = (plan?.summary.unmovable.length ?? 0) > 0;
  const accept: Binding = {
    on: ['u'],
    does: {kind: 'accept-unmovable'},
    label: 'u',
    hint: state.acceptUnmovable ? keys.countUnmovable : keys.acceptUnmovable,
  };
  return [
    ...confirmKeys(state, keys),
    ...((plan?.records.length ?? 0) > 0 ? [right(keys, keys.records)] : []),
    ...(unmovable ? [accept] : []),
    {on: ['r'], does: {kind: 'recount'}, label: 'r', hint: keys.pinAgain},
    back,
    help(keys),
  ];
}

/** The question takes keys only once it is armed; before that none of them is offered. */
function confirmKeys({confirm}: PlanScreen, keys: KeyWords): readonly Binding[] {
  if (confirm.by === 'none' || !confirm.armed) return [];
  if (confirm.by === 'select') return menu(keys, keys.choose);
  const digits = Array.from('0123456789', (digit): Binding => ({on: [digit], does: {kind: 'text', text: digit}}));
  return [
    ...digits,
    ...typing(undefined).filter(({on}) => !on.includes('text')),
    ...(confirm.typed === '' ? [] : [enter(keys, keys.start)]),
  ];
}

export function runKeys(state: Extract<WizardState, RunScreen>, keys: KeyWords): readonly Binding[] {
  return state.question?.armed ? menu(keys, keys.choose) : [];
}

export function proofKeys(state: Extract<WizardState, ProofScreen>, keys: KeyWords): readonly Binding[] {
  if (state.list) {
    return [...moves(keys, keys.scroll), {on: ['left'], does: {kind: 'side', by: -1}}, backTo(keys, keys.back)];
  }
  return [...menu(keys, keys.choose), help(keys)];
}
