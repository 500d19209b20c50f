import {isoTime} from '../clock.ts';
import {strval, truthy} from '../php/values.ts';
import {findMethod} from '../rest/call.ts';
import {RestError} from '../rest/errors.ts';
import {hasScope} from '../rest/hooks.ts';
import type {Answer, Call, Method} from '../rest/method.ts';
import {upperKeys} from '../rest/parameters.ts';
import {textOf} from '../store/row.ts';

/** Every scope this portal knows; what `scope` gives for `full`. */
const ALL_SCOPES = [
  'bizproc',
  'crm',
  'department',
  'im',
  'task',
  'tasks',
  'user',
  'user_basic',
  'user_brief',
  'userfieldconfig',
];

function profile({user, admin}: Call): Answer {
  return {
    result: {
      ID: String(user.id),
      ADMIN: admin,
      NAME: textOf(user['NAME']),
      LAST_NAME: textOf(user['LAST_NAME']),
      PERSONAL_GENDER: textOf(user['PERSONAL_GENDER']),
      TIME_ZONE: '',
    },
  };
}

function scope({params, hook}: Call): Answer {
  return {result: truthy(upperKeys(params).get('FULL')) ? ALL_SCOPES : [...hook.scopes]};
}

/** Says of one method whether the portal has it and whether this key may call it. */
function methodGet(call: Call): Answer {
  const method = findMethod(call.portal, strval(upperKeys(call.params).get('NAME')));
  return {
    result: {isExisting: method !== undefined, isAvailable: method !== undefined && hasScope(call.hook, method.scope)},
  };
}

/** For a webhook scopes and licence only (fact sheet 3). */
function appInfo({hook, portal}: Call): Answer {
  return {result: {SCOPE: [...hook.scopes], LICENSE: portal.options.license ?? 'de_professional'}};
}

/** Tariff features; the dismissal of people in the interface is one (fact sheet 3). */
function feature(call: Call): Answer {
  const code = strval(upperKeys(call.params).get('CODE'));
  if (code === '') throw new RestError(400, 'CODE_EMPTY', "CODE can't be empty");
  return {result: {value: code === 'user_dismissal' ? 'Y' : 'N'}};
}

/** Names of methods; those of controllers are never among them (fact sheet 3). */
function methodNames(call: Call): Answer {
  const wanted = strval(upperKeys(call.params).get('SCOPE'));
  const names = [...call.portal.methods.values()]
    .filter(method => method.family === 'legacy' && hasScope(call.hook, method.scope))
    .filter(method => wanted === '' || method.scope === wanted || method.scope.includes(wanted))
    .map(method => method.name);
  return {result: names};
}

export const SYSTEM_METHODS: readonly Method[] = [
  {name: 'profile', scope: '', family: 'legacy', run: profile},
  {name: 'user.admin', scope: '', family: 'legacy', run: ({admin}) => ({result: admin})},
  {name: 'scope', scope: '', family: 'legacy', run: scope},
  {name: 'method.get', scope: '', family: 'legacy', run: methodGet},
  {name: 'methods', scope: '', family: 'legacy', run: methodNames},
  {name: 'server.time', scope: '', family: 'legacy', run: ({portal}) => ({result: isoTime(portal.clock.now())})},
  {name: 'app.info', scope: '', family: 'legacy', run: appInfo},
  {name: 'feature.get', scope: '', family: 'legacy', run: feature},
];
