import type {NotMovedWhy} from '../../domain/outcomes.ts';
import type {FollowReason, UnmovableReason} from '../../domain/plan.ts';
import {oneLine} from '../../domain/text.ts';
import type {WelcomePermission} from '../../domain/permissions.ts';
import type {ConnectionLimit} from '../../domain/trouble.ts';
import type {CommonWords, PauseReason} from '../common.ts';
import {counted, format, number} from './format.ts';

const LIMITS: Readonly<Record<ConnectionLimit, string>> = {
  'not-admin': 'This key is no administrator’s: it sees only a part, and may look but not write.',
  'no-department-scope': 'Without the permission "department" the departments’ names are not shown.',
  'no-task-scope': 'Without the permission "task" tasks and their activities cannot be moved.',
  'types-incomplete': 'Not all smart processes could be read; some may be missing here.',
};

function permissions(missing: readonly WelcomePermission[]): readonly string[] {
  if (missing.length === 0) return [];
  const named = format.list(missing.map(one => `"${one}"`));
  return [
    ...(missing.includes('bizproc')
      ? ['Without the permission "bizproc" workflow tasks that still name the leaver are not listed.']
      : []),
    `To have it, tick ${named} in the webhook. Only its owner should edit it: when somebody else saves it, it becomes theirs and its code changes.`,
  ];
}

const UNMOVABLE: Readonly<Record<UnmovableReason, {readonly why: string; readonly byHand: string}>> = {
  'rest-app': {
    why: 'made by an application; only that application may change it',
    byHand: 'open the activity in its record and change its responsible person there',
  },
  'configurable-app': {
    why: 'made by an application; only that application may change it',
    byHand: 'open the activity in its record and change its responsible person there',
  },
  'task-scope-missing': {
    why: 'a task, and this key lacks the permission "task"',
    byHand: 'tick "task" in the webhook, or change the task’s responsible person in Tasks',
  },
};

const NOT_MOVED: Readonly<Record<NotMovedWhy, string>> = {
  'no-effect': 'the portal said yes, and nothing changed',
  'no-answer': 'the portal gave no readable answer three times',
  'task-unreadable': 'the task behind it cannot be read by this key',
  'with-task': 'it goes with its task, which has not taken it along',
  'successor-dismissed': 'the successor is dismissed or gone by now',
  unmovable: 'REST cannot move it',
  stopped: 'stopped before its turn',
  'first-refused': 'not tried, since the first records were refused',
  'needs-rehire': 'refused while the leaver is dismissed, and the account was not opened',
  'not-the-dismissal': 'refused also while the leaver was hired back: it is not because of the dismissal',
  'window-limit': 'not tried: the account may not be open any longer',
  'edited-since': 'changed by somebody after the run, so it stays',
  'moved-back': 'moved, and back with the leaver at the end',
};

function pause(reason: PauseReason): string {
  const method = oneLine(reason.method ?? '', 60);
  switch (reason.why) {
    case 'request-limit':
      return 'the portal lets no more requests through for now';
    case 'portal-asks':
      return 'the portal asks for a pause';
    case 'execution-time':
      return method === ''
        ? 'the portal’s execution time is used up'
        : `the portal’s execution time for ${method === 'batch' ? 'batches' : method} is used up`;
    case 'portal-busy':
      return 'the portal is busy';
    case 'unreachable':
      return 'the portal cannot be reached; it is tried again';
    case 'paused':
      return 'paused by you';
    case 'own-pace':
      return 'keeping to the pace';
    case 'in-flight':
      return 'what the stopped program may have under way has landed by then';
  }
}

function follows(reason: FollowReason, count: number): string {
  const activities = counted(count, 'activity', 'activities');
  switch (reason) {
    case 'record-in-plan':
      return `${activities} ${count === 1 ? 'follows its' : 'follow their'} record in this plan`;
    case 'record-of-another':
      return `${activities} ${count === 1 ? 'goes' : 'go'} to whoever has the record already`;
    case 'chosen':
      return `${activities} without such a record ${count === 1 ? 'goes' : 'go'} to the chosen successor`;
  }
}

export const reasons: Pick<
  CommonWords,
  | 'limit'
  | 'permissions'
  | 'secretPlace'
  | 'notMoved'
  | 'unreadable'
  | 'partlySeen'
  | 'refuseSuccessor'
  | 'refuseLeaver'
  | 'unmovable'
  | 'pause'
  | 'follows'
> = {
  limit: limit => LIMITS[limit],
  permissions,
  secretPlace: {keychain: 'the system keychain', file: 'a file that only you can read'},
  notMoved: NOT_MOVED,
  unreadable({code, text}) {
    if (/^(access_?denied|insufficient_scope|allowed_only)/i.test(code)) return 'this key may not read it';
    if (/^error_method_not_found|^entity_type_not_supported/i.test(code)) return 'this portal does not have it';
    return oneLine(text, 120) || oneLine(code, 60) || 'the portal gives no reason';
  },
  partlySeen(named, {by, counted: total, shown}) {
    const how =
      by === 'walk'
        ? `the portal counts ${number(total)}, its list shows ${number(shown)}`
        : `the older list counts ${number(total)}, the one that is used ${number(shown)}`;
    return `${named}: this key does not see everything: ${how}. "0 left" will not be said of them; a key of an administrator with full CRM rights sees all.`;
  },
  refuseSuccessor(reason, person) {
    if (reason === 'is-leaver') return `${person} is the one who leaves and cannot receive records.`;
    if (reason === 'asked-to-join') return `${person} has only asked to join and cannot receive records yet.`;
    return `${person} is dismissed and cannot receive records.`;
  },
  refuseLeaver(reason, person) {
    if (reason === 'asked-to-join') return `${person} has only asked to join: there is nobody to take records from.`;
    return `This key belongs to ${person} and dies with them: make one of your own first.`;
  },
  unmovable: reason => UNMOVABLE[reason],
  pause,
  follows,
};
