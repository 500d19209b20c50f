import {
  mayBeOpen,
  mayChoosePolicy,
  mayControl,
  mayFollow,
  mayShutNow,
  mayTakeEdited,
  type PlanScreen,
  planOf,
  type ProofScreen,
  type RunScreen,
  type UndoScreen,
  undoOf,
  type WizardState,
} from '../../domain/wizard/index.ts';
import type {Binding} from './binding.ts';
import {backTo, confirmKeys, enter, help, type KeyWords, menu, moves} from './common.ts';
import {right} from './middle-screens.ts';

export function planKeys(state: Extract<WizardState, PlanScreen>, keys: KeyWords): readonly Binding[] {
  const back = backTo(keys, state.source.by === 'scope' ? keys.toScope : keys.back);
  if (state.pinning.state === 'asking') return [back];
  if (state.pinning.state === 'failed') return [enter(keys, keys.tryAgain), back];
  if (state.records) {
    return [...moves(keys, keys.scroll), LEFT, backTo(keys, keys.back)];
  }
  const facts: Binding = {on: ['i'], does: {kind: 'facts'}, label: 'i', hint: keys.facts};
  if (state.facts !== undefined)
    return [...moves(keys, keys.scroll), LEFT, {...facts, hint: keys.nextPart}, backTo(keys, keys.back)];
  const plan = planOf(state);
  const unmovable = (plan?.summary.unmovable.length ?? 0) > 0;
  const accept: Binding = {
    on: ['u'],
    does: {kind: 'accept-unmovable'},
    label: 'u',
    hint: state.acceptUnmovable ? keys.countUnmovable : keys.acceptUnmovable,
  };
  const hire: Binding = {
    on: ['h'],
    does: {kind: 'rehire-policy'},
    label: 'h',
    hint:
      state.rehire === 'always' ? keys.hireNever : state.rehire === 'never' ? keys.hireWhenRefused : keys.hireAlways,
  };
  const look: Binding = {
    on: ['c'],
    does: {kind: 'look-first'},
    label: 'c',
    hint: state.looksFirst ? keys.lookNot : keys.lookFirst,
  };
  return [
    ...confirmKeys(state.confirm, keys),
    ...((plan?.records.length ?? 0) > 0 ? [right(keys, keys.records)] : []),
    ...(plan ? [facts] : []),
    ...(unmovable ? [accept] : []),
    ...(mayChoosePolicy(state) ? [hire] : []),
    ...((plan?.records.length ?? 0) > 0 ? [look] : []),
    {on: ['r'], does: {kind: 'recount'}, label: 'r', hint: keys.pinAgain},
    back,
    help(keys),
  ];
}

export function undoKeys(state: Extract<WizardState, UndoScreen>, keys: KeyWords): readonly Binding[] {
  const back = backTo(keys, keys.back);
  if (state.planning.state === 'asking') return [back];
  if (state.planning.state === 'failed') return [enter(keys, keys.tryAgain), back];
  if (state.records) return [...moves(keys, keys.scroll), LEFT, back];
  const edited: Binding = {
    on: ['e'],
    does: {kind: 'edited'},
    label: 'e',
    hint: state.edited ? keys.leaveEdited : keys.takeEdited,
  };
  return [
    ...confirmKeys(state.confirm, keys),
    ...((undoOf(state)?.plan.records.length ?? 0) > 0 ? [right(keys, keys.records)] : []),
    ...(mayTakeEdited(state) ? [edited] : []),
    {on: ['r'], does: {kind: 'recount'}, label: 'r', hint: keys.lookAgain},
    back,
    help(keys),
  ];
}

export function runKeys(state: Extract<WizardState, RunScreen>, keys: KeyWords): readonly Binding[] {
  if (state.question?.armed) return menu(keys, keys.choose);
  const controls: readonly Binding[] = [
    {on: ['p'], does: {kind: 'pause'}, label: 'p', hint: state.paused ? keys.goOn : keys.pause},
    {on: ['-'], does: {kind: 'pace', by: -1}, label: '−', hint: keys.slower},
    {on: ['+', '='], does: {kind: 'pace', by: 1}, label: '+', hint: keys.faster},
  ];
  return [
    ...(mayControl(state) ? controls : []),
    ...(mayShutNow(state) ? [{on: ['x'], does: {kind: 'shut-now'}, label: 'x', hint: keys.shutNow} as const] : []),
    ...(state.question || mayBeOpen(state.progress) ? [] : [help(keys)]),
  ];
}

const LEFT: Binding = {on: ['left'], does: {kind: 'side', by: -1}};

export function proofKeys(state: Extract<WizardState, ProofScreen>, keys: KeyWords): readonly Binding[] {
  if (state.list) return [...moves(keys, keys.scroll), LEFT, backTo(keys, keys.back)];
  const {planNew, retry, undo} = mayFollow(state);
  return [
    ...menu(keys, keys.choose),
    ...(planNew ? [{on: ['n'], does: {kind: 'plan-new'}, label: 'n', hint: keys.planNew} as const] : []),
    ...(retry ? [{on: ['t'], does: {kind: 'retry'}, label: 't', hint: keys.retry} as const] : []),
    ...(undo ? [{on: ['u'], does: {kind: 'undo'}, label: 'u', hint: keys.undo} as const] : []),
    help(keys),
  ];
}
