import {expect, it} from 'vitest';
import {WebhookAddress} from '../../source/domain/webhook.ts';
import {createTransport} from '../../source/portal/transport.ts';
import {en} from '../../source/words/en.ts';
import {tokenIn} from './leaks.ts';
import {TOKEN} from './server.ts';
import {certificateFor, plainPort, tlsFront} from './tls.ts';

async function failure(port: number): Promise<{problem: string; detail: string}> {
  const address = new WebhookAddress(`https://127.0.0.1:${port}`, 17, TOKEN);
  const error: unknown = await createTransport(address, '1')('profile', {}).catch((caught: unknown) => caught);
  expect(tokenIn(error)).toBe(false);
  return error as {problem: string; detail: string};
}

it('a self-signed certificate: not trusted, nothing is sent, and NODE_EXTRA_CA_CERTS is the remedy', async () => {
  const front = await tlsFront(await certificateFor(['127.0.0.1']));
  const {problem, detail} = await failure(front.port);
  expect([problem, detail]).toEqual(['certificate', `127.0.0.1:${front.port} DEPTH_ZERO_SELF_SIGNED_CERT`]);
  expect(front.heard).toEqual([]);
  const {why, next} = en.trouble('certificate', detail);
  expect(why).toMatch(/self-signed/);
  expect(next).toMatch(/NODE_EXTRA_CA_CERTS=/);
});

it('no TLS at all is told as that', async () => {
  expect(await failure(await plainPort())).toMatchObject({kind: 'lost', code: 'no https there'});
});

it.each([
  ['acme.bitrix24.com SELF_SIGNED_CERT_IN_CHAIN', /proxy or virus scanner of your company/, /NODE_EXTRA_CA_CERTS=/],
  ['acme.bitrix24.com:443 UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /proxy or virus scanner/, /NODE_EXTRA_CA_CERTS=/],
  ['crm.example.org UNABLE_TO_VERIFY_LEAF_SIGNATURE', /self-signed, or issued by/, /NODE_EXTRA_CA_CERTS=/],
  ['crm.example.org CERT_HAS_EXPIRED', /clock/, /renew/],
  ['crm.example.org CERT_NOT_YET_VALID', /clock/, /Set the clock/],
  ['crm.example.org ERR_TLS_CERT_ALTNAME_INVALID', /misspelt/, /in a browser/],
  ['crm.example.org CERT_REVOKED', /refused \(CERT_REVOKED\)/, /in a browser/],
])('%s: why, and the one remedy that fits', (detail, why, next) => {
  const said = en.trouble('certificate', detail);
  expect(said.why).toMatch(why);
  expect(said.next).toMatch(next);
  expect(said.what).toContain(detail.split(' ')[0]);
});
