import type {GuidedScreen} from '../../domain/wizard/guide.ts';

/** What each screen is there for, told the first time through: two lines of at most 78 characters, in the order of the help article. */
export const guide: Readonly<Record<GuidedScreen, readonly [string, string]>> = {
  portal: [
    'Somebody has left, and all they were responsible for has to reach other people.',
    'Practise on the demo portal, or add your own: nothing changes before your yes.',
  ],
  leaver: [
    'The dismissed who still hold records come first. Each of them has clients whom',
    'nobody answers. Somebody who is still active can be handed over, too: Tab.',
  ],
  tally: [
    'Closed deals and leads move, too: clients come back, and then the call has to',
    'reach somebody who is there, not whoever closed the deal years ago.',
  ],
  scope: [
    'Deals, leads, contacts and companies first, their activities after them: each',
    'activity follows the record it belongs to, so its next call reaches its owner.',
  ],
  plan: [
    'Nothing has been written yet. Read who gets what; each record is in the list.',
    'Invoices and activities may need the person hired back: then you are asked.',
  ],
  run: [
    'Invoices and activities of a dismissed person come last. To be hired back means',
    'that they can sign in again: it lasts as short as can be, and is then undone.',
  ],
  proof: [
    '"0 left" is said only where a recount and a read-back of every record agree.',
    'To dismiss by hand: Company > Employees > the profile > actions menu > Dismiss.',
  ],
};
