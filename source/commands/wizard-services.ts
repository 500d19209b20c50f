import {FilesTrouble, PortalTrouble} from '../domain/trouble.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import {doneSoFar, unfinishedOf} from '../domain/wizard/index.ts';
import type {AbandonedWindow, Engine, Session} from '../engine/contract.ts';
import type {Profile} from '../settings/file.ts';
import {firstTimes, noteGuided} from '../settings/guide.ts';
import type {SavedPortal, WizardServices} from '../ui/services.ts';
import {plain} from '../words/plain.ts';
import {factLine} from './output/line.ts';
import type {Outside} from './outside.ts';
import type {PortalChoice} from './portal/choose.ts';
import {demoRecords, type OpenedPortal, openDemo} from './portal/open.ts';
import {look} from './portal/records.ts';
import {savedKey, shutWindowsFirst} from './portal/windows.ts';
import {sayWarnings} from './profiles-say.ts';
import {explain, OpenAccountTrouble} from './trouble.ts';
import {type WizardReports, wizardReports} from './wizard-reports.ts';

/**
 * Ties settings, the built-in portal and the engine together for the wizard. `settle` waits for what is still being
 * written to the settings, and says what could not be.
 */
export async function openServices(
  choice: PortalChoice | undefined,
  outside: Outside,
  resetDemo: boolean,
): Promise<{services: WizardServices; reports: WizardReports; settle: () => Promise<void>}> {
  const {profiles, folders, now} = outside;
  const engine = await outside.loadEngine(folders.data);
  // The built-in portal's own windows are nothing to a start that does not go there.
  const demoEngine = choice?.kind === 'demo' ? await outside.loadEngine(demoRecords(outside)) : undefined;
  const given = choice?.kind === 'given' ? choice.address : undefined;
  const writing: Promise<unknown>[] = [];
  const failures: unknown[] = [];
  const later = (work: Promise<unknown>): void => {
    writing.push(work.catch((error: unknown) => failures.push(error)));
  };
  let demo: Promise<OpenedPortal> | undefined;
  const openedDemo = (): Promise<OpenedPortal> => {
    demo ??= openDemo(outside, resetDemo).catch((error: unknown) => {
      demo = undefined;
      throw error;
    });
    return demo;
  };
  const reports = wizardReports();
  const connect = async (address: WebhookAddress, signal: AbortSignal, maxRps?: number): Promise<Session> =>
    reports.reporting(await engine.connect(address, {demo: false, signal, maxRps}), {engine, folder: folders.data});

  /** What sessions of saved portals are saved as. */
  const names = new WeakMap<Session, string>();
  const profileOf = (session: Session): Profile | undefined => {
    const name = names.get(session);
    return name === undefined ? undefined : readable(() => profiles.list().find(profile => profile.name === name));
  };
  const connectTo = async (name: string, signal: AbortSignal): Promise<Session> => {
    // The address of the environment is for this start alone, and is not written down.
    if (given?.host === name) return connect(given, signal);
    const address = await profiles.address(name);
    if (!address) throw new PortalTrouble('refused', plain.noKeyUnder(name));
    outside.hide(address.base());
    const maxRps = profiles.list().find(profile => profile.name === name)?.maxRps;
    const session = await connect(address, signal, maxRps);
    names.set(session, name);
    return session;
  };

  const services: WizardServices = {
    savedPortals: () => profiles.list().map(savedView),
    async connectSaved(name, signal) {
      const session = await connectTo(name, signal);
      if (names.has(session)) later(profiles.note(name, {lastUsed: now()}));
      return session;
    },
    async connectAddress(address, signal) {
      outside.hide(address.base());
      const session = await connect(address, signal);
      later(profiles.remember(address, now()).then(name => names.set(session, name)));
      return session;
    },
    async connectMoved(name, origin, signal) {
      if (given?.host === name) return connect(given.at(origin), signal);
      const profile = profiles.list().find(one => one.name === name);
      const address = await profiles.address(name);
      if (!profile || !address) throw new PortalTrouble('refused', plain.noKeyUnder(name));
      outside.hide(address.base());
      const session = await connect(address.at(origin), signal, profile.maxRps);
      names.set(session, name);
      later(profiles.move(name, address.at(origin), now()));
      return session;
    },
    async connectDemo(signal) {
      const opened = await openedDemo();
      if (!demoEngine) await shutDemoWindows(opened, outside);
      return reports.reporting(await opened.engine.connect(opened.address, {demo: true, signal}), opened);
    },
    testSaved: async (name, signal) => (await connectTo(name, signal)).connection,
    renamePortal: (name, to) => profiles.rename(name, to),
    forgetPortal: name => profiles.forget(name),
    defaultsOf(session) {
      const {rehire = 'when-refused', maxRps} = profileOf(session) ?? {};
      return {rehire, ...(maxRps === undefined ? {} : {maxRps})};
    },
    lastChoicesOf: session => profileOf(session)?.last,
    noteChoices(session, last) {
      const name = names.get(session);
      if (name !== undefined) later(profiles.note(name, {last}));
    },
    firstTimes: () => firstTimes(folders.data),
    noteGuided(what) {
      try {
        noteGuided(folders.data, what);
      } catch (error) {
        // A disk that is full makes nobody's proof any worse.
        if (!(error instanceof FilesTrouble)) throw error;
      }
    },
    abandonedWindows: () => [...(demoEngine?.abandonedWindows() ?? []), ...engine.abandonedWindows()],
    async shutAbandoned(window) {
      const {by, address} = await keyFor(window);
      return by.shutAbandoned(window, address, () => {});
    },
    async unfinishedRuns(portalKey) {
      const own = await engineOf(portalKey);
      const runs = (await look({engine: own}, view => view.runs())) ?? [];
      return unfinishedOf(runs, portalKey);
    },
    async doneOf({run, portalKey}) {
      const own = await engineOf(portalKey);
      const done = await look({engine: own}, view => {
        const row = view.run(run);
        return row && doneSoFar(view.results(row));
      });
      return done ?? new Map();
    },
    written: reports.of,
    now,
  };

  /** Runs on the built-in portal are in a journal of their own, and nothing to a start that does not go there. */
  async function engineOf(portalKey: string | undefined): Promise<Engine> {
    if (portalKey === 'demo') return (await openedDemo()).engine;
    return portalKey === undefined ? (demoEngine ?? engine) : engine;
  }

  async function keyFor(window: AbandonedWindow): Promise<{by: Engine; address: WebhookAddress}> {
    if (window.portalKey === 'demo') {
      const opened = await openedDemo();
      return {by: opened.engine, address: opened.address};
    }
    const address =
      given?.origin === window.portalKey ? given : (await savedKey(window, outside, {moved: true}))?.address;
    if (!address) throw new PortalTrouble('refused', plain.noKeySaved);
    return {by: engine, address};
  }

  return {
    services,
    reports,
    async settle() {
      await Promise.all(writing);
      sayWarnings(outside);
      for (const failure of failures) {
        outside.say(factLine(plain.label.note, `${plain.notSaved} ${explain(failure).message}`));
      }
    },
  };
}

/** Settings that broke meanwhile are told elsewhere; a run goes on without them. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** What the list of portals shows of a profile. */
function savedView({name, origin, userId, lastUsed}: Profile): SavedPortal {
  return {name, host: new URL(origin).host, userId, lastUsed};
}

/** Going to the built-in portal from the list: what an earlier start left open there is shut on the way. */
async function shutDemoWindows(opened: OpenedPortal, outside: Outside): Promise<void> {
  try {
    await shutWindowsFirst(opened, {...outside, say: () => {}});
  } catch (error) {
    if (error instanceof OpenAccountTrouble) throw new PortalTrouble('refused', error.message);
    throw error;
  }
}
