import type {Session} from '../../../source/engine/contract.ts';
import type {SavedPortal, WizardServices} from '../../../source/ui/services.ts';
import {NOW} from './data.ts';

/** Services that connect to one stand-in session, whatever is asked for. */
export function services(session: Session, more: Partial<WizardServices> = {}): WizardServices {
  let saved: readonly SavedPortal[] = [
    {name: 'acme', host: 'acme.bitrix24.com', userId: 17, lastUsed: NOW},
    {name: 'beta-shop', host: 'beta-shop.bitrix24.eu', userId: 1, lastUsed: Date.UTC(2025, 7, 12)},
  ];
  return {
    savedPortals: () => saved,
    connectSaved: async () => session,
    connectAddress: async () => session,
    connectMoved: async () => session,
    connectDemo: async () => session,
    testSaved: async () => session.connection,
    async renamePortal(name, to) {
      saved = saved.map(portal => (portal.name === name ? {...portal, name: to} : portal));
    },
    defaultsOf: () => ({rehire: 'when-refused'}),
    lastChoicesOf: () => undefined,
    noteChoices: () => {},
    firstTimes: () => [],
    noteGuided: () => {},
    async forgetPortal(name) {
      saved = saved.filter(portal => portal.name !== name);
    },
    abandonedWindows: () => [],
    shutAbandoned: async () => ({state: 'dismissed', readAt: NOW}),
    unfinishedRuns: async () => [],
    doneOf: async () => new Map(),
    written: () => undefined,
    now: () => Date.now(),
    ...more,
  };
}
