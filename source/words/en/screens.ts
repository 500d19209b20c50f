import type {Failure} from '../../domain/wizard/view.ts';
import {oneLine} from '../../domain/text.ts';
import type {Explained} from '../common.ts';
import {guide} from './guide.ts';
import {keys} from './keys.ts';
import {againScreens} from './screens-again.ts';
import {earlyScreens} from './screens-early.ts';
import {lateScreens} from './screens-late.ts';
import {scopeScreens} from './screens-scope.ts';
import {troubles} from './troubles.ts';

/** Why something could not be had, in three sentences. */
function failure(cause: Failure): Explained {
  switch (cause.of) {
    case 'portal':
      return troubles.trouble(cause.problem, cause.detail);
    case 'files':
      return troubles.files(cause.problem, cause.file);
    case 'busy':
      return {
        what: 'This portal is being worked on already.',
        why: 'Another b24-handover of yours holds it.',
        next: 'Wait until it has ended, then try again.',
      };
    case 'usage':
      return {what: oneLine(cause.text, 300), why: '', next: ''};
    case 'bug':
      return {
        what: 'This program has made a mistake.',
        why: oneLine(cause.text, 300),
        next: 'Please report it with this text.',
      };
  }
}

/** What only the screens say. */
export const screens = {
  keys,
  guide,
  failure,
  frame: {
    program: 'b24-handover',
    step: (name: string, number: number) => `${name} ${number}/7`,
    titles: {
      portal: 'Portal',
      resume: 'Unfinished',
      leaver: 'Leaver',
      tally: 'Tally',
      scope: 'Scope',
      plan: 'Plan',
      undo: 'Undo',
      run: 'Run',
      proof: 'Proof',
    },
    you: (name: string) => `you: ${name}`,
    administrator: 'administrator',
    notAdministrator: 'no administrator: may look, not write',
    leaver: (name: string) => `leaver: ${name}`,
    demo: 'DEMO PORTAL: nothing real is changed',
    tooSmall: 'Make the window larger.',
    accountOpen: 'ACCOUNT OPEN',
    working: 'working',
    cut: '… make the window larger to read all of this',
    above: (count: string) => `↑ ${count} more`,
    below: (count: string) => `↓ ${count} more`,
    helpTitle: 'Keys that work here',
  },
  quit: {
    leave: 'Leave b24-handover?',
    leaveNote: 'Nothing is being written.',
    stopRun: 'Stop this run?',
    stopNote: 'The request in flight is finished first. What was moved stays moved.',
    goOn: 'Go on',
    leaveItem: 'Leave',
    stopItem: 'Stop',
    stopping: 'Stopping: finishing the request in flight.',
    stoppingOpen: 'Stopping: finishing the request in flight, then shutting the account.',
  },
  ...earlyScreens,
  ...scopeScreens,
  ...lateScreens,
  ...againScreens,
};
