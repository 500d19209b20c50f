import {oneLine} from '../../domain/text.ts';
import type {Explained} from '../common.ts';

const UNKNOWN = /^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_UNTRUSTED|CERT_SIGNATURE|INVALID_CA)/;
const CLOUD = /\.bitrix24\.[a-z.]+$/;

/** Why a certificate was not trusted, and the one remedy that fits. `detail` is host and code of Node's TLS. */
export function explainCertificate(detail: string): Explained {
  const [given = '', ...rest] = detail.split(' ');
  const host = oneLine(given, 100) || 'The portal';
  const code = oneLine(rest.join(' '), 60);
  const why = (text: string): string => `${text}${code === '' ? '' : ` (${code})`}. Nothing was sent.`;
  const what = `${host} does not prove who it is: its certificate is not trusted.`;
  if (UNKNOWN.test(code) && CLOUD.test(given.replace(/:\d+$/, '')))
    return {
      what,
      why: why(
        'Bitrix24’s own certificate is known everywhere, so a proxy or virus scanner of your company stands between',
      ),
      next: 'Ask your administrators for its certificate as a file, and start with NODE_EXTRA_CA_CERTS=/path/to/it.pem.',
    };
  if (UNKNOWN.test(code))
    return {
      what,
      why: why('It is self-signed, or issued by an authority that only your company knows'),
      next: 'Ask whoever runs the server for the certificate of its authority as a file, and start with NODE_EXTRA_CA_CERTS=/path/to/it.pem.',
    };
  if (code === 'CERT_HAS_EXPIRED')
    return {
      what: `The certificate of ${host} has expired.`,
      why: why('Or the clock of this computer is wrong'),
      next: 'Compare the clock; if it is right, whoever runs the server has to renew the certificate.',
    };
  if (code === 'CERT_NOT_YET_VALID')
    return {
      what: `The certificate of ${host} is not valid yet.`,
      why: why('Mostly the clock of this computer is behind'),
      next: 'Set the clock, then try again.',
    };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH')
    return {
      what: `The certificate that ${host} shows is for another host.`,
      why: why('The address is misspelt, or the name leads to another server'),
      next: 'Open the portal in a browser and copy the address from there.',
    };
  return {
    what,
    why: why('It was refused'),
    next: 'Open the portal in a browser: it says what is wrong with the certificate.',
  };
}

/** Why a proxy gives no way. `detail` is its host and the status of its answer, or its kind. */
export function explainProxy(detail: string): Explained {
  const [given = '', reason = ''] = detail.split(' ');
  const proxy = oneLine(given, 100);
  if (proxy === '' || proxy === 'unreadable')
    return {
      what: 'The variable HTTPS_PROXY (or ALL_PROXY) names no proxy.',
      why: 'It cannot be read as an address.',
      next: 'Write it as http://proxy.example.com:3128, or name the portal in NO_PROXY.',
    };
  if (reason === '407')
    return {
      what: `The proxy ${proxy} wants a name and a password.`,
      why: 'It answered 407. Nothing was sent to the portal.',
      next: 'Put them into HTTPS_PROXY: http://NAME:PASSWORD@host:port.',
    };
  if (/^\d{3}$/.test(reason))
    return {
      what: `The proxy ${proxy} does not let this program through.`,
      why: `It answered ${reason}. Nothing was sent to the portal.`,
      next: 'Ask its administrators to allow the portal, or name the portal in NO_PROXY if it can be reached directly.',
    };
  return {
    what: `The proxy ${proxy} is of a kind that this program cannot use${reason === '' ? '' : ` (${oneLine(reason, 20)})`}.`,
    why: 'It uses http: and https: proxies.',
    next: 'Set HTTPS_PROXY to such a one, or name the portal in NO_PROXY.',
  };
}
