import type {Automation, Messages, SideEffects} from '../../domain/side-effects/side-effects.ts';
import type {EffectWords} from '../common.ts';
import {counted, format, number} from './format.ts';

/** So many people are named with their messages; the others are added up. */
const MOST_NAMED = 3;
const MOST_BRIEF = 2;

/** "Ivan Sokolov 3,000 and Anna Petrova 3,000", the leaver last. */
function messages({messages: all}: SideEffects, person: (id: number) => string): string {
  const sure = all.filter(one => one.sure > 0);
  const shown = sure.filter((one, index) => index < MOST_NAMED || one.role === 'leaver');
  const others = sure.filter(one => !shown.includes(one));
  const named = (one: Messages): string =>
    `${person(one.personId)}${one.role === 'leaver' ? ', the leaver,' : ''} ${number(one.sure)}`;
  const parts = shown.map(named);
  if (others.length > 0) {
    const rest = `${counted(others.length, 'other')} ${number(others.reduce((sum, one) => sum + one.sure, 0))}`;
    parts.splice(parts.length - (shown.at(-1)?.role === 'leaver' ? 1 : 0), 0, rest);
  }
  const more = unsure(all);
  if (parts.length === 0) return more === '' ? '' : `${capital(more)}.`;
  const tail = more === '' ? '' : ` ${capital(more)}.`;
  return `The portal sends a message for each record, which cannot be switched off or called back: ${format.list(parts)}.${tail}`;
}

/** What may be sent besides: each record counts once, though it may be to two people. */
function unsure(all: readonly Messages[]): string {
  const of = (which: 'possible' | 'unknown'): number =>
    all.filter(({role}) => role === 'successor').reduce((sum, one) => sum + one[which], 0);
  const parts = [
    ...(of('possible') > 0 ? [counted(of('possible'), 'old invoice')] : []),
    ...(of('unknown') > 0 ? [counted(of('unknown'), 'task')] : []),
  ];
  return parts.length === 0 ? '' : `${format.list(parts)} may send more`;
}

function automation(all: readonly Automation[], type: (key: Automation['type'], count: number) => string): string {
  if (all.length === 0) return '';
  const list = (some: readonly Automation[]): string => format.list(some.map(one => type(one.type, one.records)));
  const triggers = all.filter(one => one.triggers);
  const both =
    triggers.length === 0
      ? ''
      : triggers.length === all.length
        ? ', and triggers may fire that move a record on'
        : `, and triggers for ${format.list(triggers.map(one => type(one.type, one.records)))}`;
  return `Where the portal has any, workflows may start for ${list(all)}${both}.`;
}

/** "3,000 to Ivan Sokolov, 20 to 2 others, 3,020 to the leaver; cannot be called back": for a screen. */
function briefMessages({messages: all}: SideEffects, person: (id: number) => string): string {
  const successors = all.filter(one => one.role === 'successor' && one.sure > 0);
  const others = successors.slice(MOST_BRIEF);
  const leaver = all.find(one => one.role === 'leaver' && one.sure > 0);
  const parts = successors.slice(0, MOST_BRIEF).map(one => `${number(one.sure)} to ${person(one.personId)}`);
  if (others.length > 0)
    parts.push(`${number(others.reduce((sum, one) => sum + one.sure, 0))} to ${counted(others.length, 'other')}`);
  if (leaver) parts.push(`${number(leaver.sure)} to the leaver`);
  const more = unsure(all);
  if (parts.length === 0) return more === '' ? '' : `${more}.`;
  return `${parts.join(', ')}; cannot be called back.${more === '' ? '' : ` ${capital(more)}.`}`;
}

function briefAutomation({automation: all, history}: SideEffects): string {
  const sum = (some: readonly Automation[]): string =>
    format.records(some.reduce((total, one) => total + one.records, 0));
  const triggers = all.filter(one => one.triggers);
  const entries = counted(history, 'history entry', 'history entries');
  if (all.length === 0) return history === 0 ? '' : `None; ${entries}.`;
  if (triggers.length === all.length) return `Workflows, triggers may start for ${sum(all)}; ${entries}.`;
  const fire = triggers.length === 0 ? '' : `, triggers for ${sum(triggers)}`;
  return `Workflows may start for ${sum(all)}${fire}; ${entries}.`;
}

export const effects: EffectWords = {
  briefMessages,
  briefAutomation,
  messages,
  automation: ({automation: all}, type) => automation(all, type),
  history({history, savedAsWhole}) {
    if (history === 0) return '';
    const whole =
      savedAsWhole === 0 ? '' : ` ${counted(savedAsWhole, 'old invoice')} are checked and saved as a whole.`;
    return `${counted(history, 'record gets', 'records get')} an entry in ${history === 1 ? 'its' : 'their'} history.${whole.replace(/^( 1 old invoice) are/, '$1 is')}`;
  },
};

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
