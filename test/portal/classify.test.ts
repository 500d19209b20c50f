import {describe, expect, it} from 'vitest';
import {classifyError} from '../../source/portal/classify.ts';
import {createTransport} from '../../source/portal/transport.ts';
import {json, serve} from './server.ts';

const said = (status: number, error: unknown, description = '') => classifyError('m', status, error, description);

describe('errors that end the session, by their code and not their status (trap 31)', () => {
  it.each([
    ['INVALID_CREDENTIALS', 'wrong-token'],
    ['NO_AUTH_FOUND', 'wrong-token'],
    ['invalid_token', 'wrong-token'],
    ['expired_token', 'wrong-token'],
    ['authorization_error', 'owner-inactive'],
    ['allowed_only_intranet_user', 'owner-inactive'],
    ['user_access_error', 'refused'],
    ['APPLICATION_NOT_FOUND', 'refused'],
    ['WRONG_LICENSE', 'no-subscription'],
    ['PORTAL_DELETED', 'not-bitrix24'],
    ['OVERLOAD_LIMIT', 'blocked'],
    ['INVALID_REQUEST', 'refused'],
  ])('%s: %s', (code, problem) => {
    for (const status of [401, 403, 500, 503])
      expect(said(status, code, 'text')).toMatchObject({name: 'PortalTrouble', problem, detail: 'text'});
    expect(said(401, code)).toMatchObject({detail: code});
  });
});

it('a portal that does not reach the server of its keys has carried nothing out, and is asked again', () => {
  expect(said(401, 'CONNECTION_ERROR', 'text')).toMatchObject({name: 'PortalFault', kind: 'unreachable', text: 'text'});
});

describe('ACCESS_DENIED has three meanings (trap 27)', () => {
  it.each([
    [401, 'REST is available only by subscription.', 'no-subscription'],
    [403, 'REST is available only by subscription.', 'no-subscription'],
    [401, 'REST is available only on commercial plans.', 'no-subscription'],
    [403, 'REST is available only on commercial plans.', 'no-subscription'],
    [401, 'in any language', 'no-subscription'],
  ])('%i %s: the portal has no REST', (status, text, problem) => {
    expect(said(status, 'ACCESS_DENIED', text)).toMatchObject({name: 'PortalTrouble', problem});
  });

  it.each([
    [400, 'Access denied'],
    [403, 'Access denied! Application context required'],
  ])('%i %s: no right to this', (status, text) => {
    expect(said(status, 'ACCESS_DENIED', text)).toMatchObject({name: 'PortalFault', kind: 'refused'});
  });
});

describe('limits and accidents', () => {
  it.each([
    [503, 'QUERY_LIMIT_EXCEEDED', 'too-many'],
    [429, 'OPERATION_TIME_LIMIT', 'execution-time'],
    [500, 'INTERNAL_SERVER_ERROR', 'lost'],
    [500, 'ERROR_UNEXPECTED_ANSWER', 'lost'],
    [500, 'ERROR_CORE', 'refused'],
    [404, 'ERROR_METHOD_NOT_FOUND', 'refused'],
    [200, 'insufficient_scope', 'refused'],
  ])('%i %s: %s', (status, code, kind) => {
    expect(said(status, code)).toMatchObject({name: 'PortalFault', kind, code, status});
  });
});

describe('errors as they come over the wire', () => {
  it.each([
    ['an empty code', 400, '', ''],
    ['"0"', 400, '0', '0'],
    ['0', 400, 0, '0'],
    ['"400"', 400, '400', '400'],
    ['null', 400, null, ''],
    ['a refusal with status 200', 200, 'insufficient_scope', 'insufficient_scope'],
  ])('%s is an error (trap 8)', async (_, status, error, code) => {
    const {address} = await serve(json(status, {result: true, error, error_description: 'no'}));
    await expect(createTransport(address, '1')('m', {})).rejects.toMatchObject({
      name: 'PortalFault',
      kind: 'refused',
      code,
      text: 'no',
      status,
    });
  });

  it('a description that is no text is none', async () => {
    const {address} = await serve(json(400, {error: 'X', error_description: {a: 1}}));
    await expect(createTransport(address, '1')('m', {})).rejects.toMatchObject({code: 'X', text: ''});
  });
});
