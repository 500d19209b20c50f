import type {Opening} from '../../domain/outcomes.ts';
import {oneLine} from '../../domain/text.ts';
import type {AccountWords} from '../common.ts';
import {format} from './format.ts';

const {clock, duration} = format;

/** "was open for 1:14 min" for each opening that was shut. */
function wasOpen(openings: readonly Opening[]): string {
  const lengths = openings.flatMap(({from, to}) => (to === undefined ? [] : [duration(to - from)]));
  return lengths.length === 0 ? '' : `; was open for ${format.list(lengths)}`;
}

export const account: AccountWords = {
  end(end, leaver, openings) {
    switch (end.state) {
      case 'active':
        return `${leaver} is still an active employee: new leads may reach them. To dismiss: Company > Employees > ${leaver} > Dismiss.`;
      case 'dismissed':
        return `${leaver}: dismissed, read back at ${clock(end.readAt)}${wasOpen(openings)}.`;
      case 'open':
        return `ACCOUNT OPEN: ${leaver} can sign in since ${clock(end.since)}. ${oneLine(end.text, 200)}`.trim();
      case 'unread':
        return `Whether ${leaver} is dismissed could not be read. ${oneLine(end.text, 200)}`.trim();
    }
  },
  shutByHand: (leaver, leaverId) =>
    `Shut it now: b24-handover close-windows, or by hand: Company > Employees > ${leaver} (#${leaverId}) > Dismiss.`,
  opening: leaver => `Opening the account of ${leaver} …`,
  open: (leaver, leaverId, since) => `${leaver} #${leaverId} can sign in since ${clock(since)}.`,
  shutting: leaver => `Shutting the account of ${leaver} …`,
  shut: (leaver, at) => `${leaver} is dismissed again, read back at ${clock(at)}.`,
  stuck: (leaver, attempt, text) =>
    `The account of ${leaver} could not be shut yet (attempt ${attempt}): ${oneLine(text, 160) || 'no reason given'}. Trying again.`,
  notOpened(why, text) {
    const reason = oneLine(text, 160);
    switch (why) {
      case 'policy':
        return 'The account was not opened: the policy is never.';
      case 'declined':
        return 'The account was not opened: you did not want it.';
      case 'portal':
        return `The account was not opened: the portal refuses it${reason === '' ? '.' : ` ("${reason}").`}`;
      case 'never-employed':
        return 'The account was not opened: the person was only invited, or only asks to join. This program never hires them, and never dismisses them.';
      case 'opened-by-others':
        return 'Somebody else has hired the person back meanwhile. The account was left as it is: dismiss the person by hand if it should be shut.';
      case 'no-guard':
        return `The account was not opened: the process that shuts it if this one dies could not be started${reason === '' ? '.' : ` (${reason}).`}`;
      case 'not-the-dismissal':
        return 'What was refused was not refused because of the dismissal.';
      case 'limit':
        return 'The account was shut before everything was done: its open time was used up.';
      case 'shut-by-others':
        return 'Somebody else dismissed the person meanwhile; the account was not opened again.';
      case 'guard':
        return 'The account was shut by its guard, since this program did not answer for a while.';
    }
  },
  abandoned: (leaver, portal, since) =>
    `An earlier start may have left the account of ${leaver} open on ${portal}, at ${clock(since)}.`,
  abandonedEnd(leaver, end) {
    switch (end.state) {
      case 'dismissed':
        return `${leaver} is dismissed, read back at ${clock(end.readAt)}.`;
      case 'active':
        return `${leaver} is an active employee; nothing was changed.`;
      case 'open':
        return `ACCOUNT OPEN: ${leaver} can still sign in. ${oneLine(end.text, 200)}`.trim();
      case 'unread':
        return `Whether ${leaver} is dismissed could not be read. ${oneLine(end.text, 200)}`.trim();
    }
  },
};
