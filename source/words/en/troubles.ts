import {oneLine} from '../../domain/text.ts';
import {type FilesTrouble, type PortalProblem, readMoved} from '../../domain/trouble.ts';
import type {AddressProblem} from '../../domain/webhook.ts';
import type {CommonWords, Explained} from '../common.ts';
import {explainCertificate, explainProxy} from './connections.ts';

const RIGHT_FORM = 'https://acme.bitrix24.com/rest/17/***/';
const NEW_HOOK = 'In Bitrix24: Developer resources > Other > Inbound webhook.';

/** The portal's own words, quoted, or nothing. */
function said(detail: string): string {
  const line = oneLine(detail, 200);
  return line === '' ? 'The portal gives no reason.' : `The portal says: "${line}"`;
}

const PORTAL: Readonly<Record<PortalProblem, (detail: string) => Explained>> = {
  unreachable: detail => ({
    what: 'The portal cannot be reached.',
    why: oneLine(detail, 200) || 'No answer came back.',
    next: 'Check the address, the network and the proxy, then try again.',
  }),
  'not-bitrix24': detail => ({
    what: 'What answers at this address is not Bitrix24 REST.',
    why: oneLine(detail, 200) || 'The answer is no Bitrix24 answer.',
    next: `A webhook address looks like ${RIGHT_FORM}`,
  }),
  redirected: detail => ({
    what: 'The portal is not available: it redirects elsewhere.',
    why: `It points to ${oneLine(detail, 200) || 'another address'}. The key is not sent there.`,
    next: 'Open the portal in a browser: it may have moved, or its licence may have run out.',
  }),
  moved: detail => {
    const {from, to} = readMoved(detail);
    const [old, now] = [oneLine(from, 100), oneLine(to.replace(/^https?:\/\//, ''), 100)];
    return {
      what: `${old || 'The portal'} redirects to another host: ${now || 'unnamed'}.`,
      why: 'The key was not sent there. A portal that was renamed does this; so may somebody who wants the key.',
      next: `If ${now || 'that'} is your portal, the wizard asks whether to go there, or give its address: b24-handover profiles add.`,
    };
  },
  certificate: explainCertificate,
  proxy: explainProxy,
  'wrong-token': detail => ({
    what: 'The portal does not accept this webhook.',
    why: `It was deleted, its code was changed, or the address was not copied whole. ${said(detail)}`,
    next: `Copy the address again, or make a new webhook. ${NEW_HOOK}`,
  }),
  'no-subscription': detail => ({
    what: 'This portal does not allow REST.',
    why: `REST needs a commercial plan or a Market subscription. ${said(detail)}`,
    next: 'Ask whoever pays for the portal, or start the trial period of the Market.',
  }),
  'owner-inactive': () => ({
    what: 'The person this webhook belongs to is dismissed.',
    why: 'A webhook dies with its owner.',
    next: `Sign in as an administrator and make a webhook of your own. ${NEW_HOOK}`,
  }),
  'scope-missing': detail => ({
    what: `This webhook lacks a permission: ${oneLine(detail, 100) || 'crm, user'}.`,
    why: 'It was not ticked when the webhook was made.',
    next: 'Tick it in the webhook. Only its owner should edit it: when somebody else saves it, it becomes theirs and its code changes.',
  }),
  'not-admin': () => ({
    what: 'The person this webhook belongs to is no administrator.',
    why: 'Such a key sees only a part of the records, and dismissed people stay closed to it. It may look, not write.',
    next: `Make a webhook while signed in as an administrator. ${NEW_HOOK}`,
  }),
  blocked: detail => ({
    what: 'The portal has blocked this access.',
    why: said(detail),
    next: 'Look at the portal in a browser as an administrator.',
  }),
  busy: detail => ({
    what: 'The portal is too busy to answer.',
    why: said(detail),
    next: 'Nothing was lost. Wait a few minutes and try again.',
  }),
  deviates: detail => ({
    what: 'The portal answers in a way this program does not know.',
    why: oneLine(detail, 200) || 'An answer did not have the expected form.',
    next: 'Nothing was written on that ground. Please report it with this text.',
  }),
  refused: detail => ({
    what: 'The portal refuses the request.',
    why: said(detail),
    next: 'Check the rights of the webhook’s owner, then try again.',
  }),
};

const ADDRESS: Readonly<Record<AddressProblem, Explained>> = {
  empty: {what: 'Nothing was entered.', why: 'A webhook address is needed.', next: `It looks like ${RIGHT_FORM}`},
  'no-address': {
    what: 'This is no webhook address.',
    why: 'It has no host, or /rest/ is missing behind it.',
    next: `It looks like ${RIGHT_FORM}`,
  },
  'token-only': {
    what: 'This looks like the code alone.',
    why: 'The portal’s host and the number of the webhook’s owner are missing.',
    next: `Copy the whole address: ${RIGHT_FORM}`,
  },
  'no-user': {
    what: 'The number of the webhook’s owner is missing.',
    why: 'It stands between /rest/ and the code.',
    next: `It looks like ${RIGHT_FORM}`,
  },
  'rest-v3': {
    what: 'This address is for the newer REST (/rest/api/).',
    why: 'Records are moved through the classic REST.',
    next: `Take "api/" out of it: ${RIGHT_FORM}`,
  },
  'not-https': {
    what: 'The address begins with http:.',
    why: 'The code would cross the network in the clear. Only a portal on this machine may use http:.',
    next: 'Use https:.',
  },
  'no-token': {
    what: 'The webhook’s code is missing or cut.',
    why: 'It stands behind the owner’s number, letters and digits only.',
    next: `It looks like ${RIGHT_FORM}`,
  },
};

const FILES: Readonly<Record<Exclude<FilesTrouble['problem'], 'locked'>, readonly [what: string, why: string]>> = {
  unreadable: ['cannot be read', 'The system does not allow it.'],
  broken: ['is not what this program wrote', 'It may have been cut or edited.'],
  newer: ['was written by a later version', 'This version does not know its form.'],
  unwritable: ['cannot be written', 'The system does not allow it.'],
  full: ['cannot be written', 'The disk is full.'],
};

export const troubles: Pick<CommonWords, 'trouble' | 'address' | 'files'> = {
  trouble: (problem, detail) => PORTAL[problem](detail),
  address: problem => ADDRESS[problem],
  files(problem, file) {
    if (problem === 'locked')
      return {
        what: `The key of ${oneLine(file, 300)} cannot be read from the system keychain.`,
        why: 'The keychain does not answer, or it is locked.',
        next: 'Unlock it and try again, or give the webhook address in B24_HANDOVER_WEBHOOK.',
      };
    const [what, why] = FILES[problem];
    return {
      what: `The file ${oneLine(file, 300)} ${what}.`,
      why,
      next:
        problem === 'full'
          ? 'Make room, then try again.'
          : 'It is left as it is. Move it away or mend it, then try again.',
    };
  },
};
