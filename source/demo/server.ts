import {randomBytes} from 'node:crypto';
import {createServer as createPlain} from 'node:http';
import {createServer as createSecure} from 'node:https';
import type {AddressInfo} from 'node:net';
import {realClock} from './clock.ts';
import {buildCompany, makeRecords} from './company/build.ts';
import {hands} from './hands.ts';
import {METHODS} from './methods/index.ts';
import {type Misfortune, Misfortunes} from './misfortune.ts';
import type {PortalOptions, RecordOrder} from './options.ts';
import type {Portal} from './portal.ts';
import {answerRequest} from './rest/front.ts';
import {DEFAULT_SCOPES, type Hook} from './rest/hooks.ts';
import {LeakyBucket} from './rest/limits.ts';
import {Operating} from './rest/operating.ts';
import {ChangeFile} from './store/changes.ts';
import type {LedgerEntry, PortalMessage, RequestEntry} from './store/ledger.ts';
import {type Snapshot, takeSnapshot} from './store/snapshot.ts';

/** A portal that listens, and its side doors, which no REST method opens. */
export type RunningPortal = {
  /** `http://127.0.0.1:{port}/` */
  readonly url: string;
  readonly port: number;
  /** Address of a webhook of a user (the owner if not given), with these scopes; made if there is none yet. */
  webhook(user?: number, scopes?: readonly string[]): string;
  /** Every write that was asked for, in order. */
  readonly ledger: readonly LedgerEntry[];
  readonly messages: readonly PortalMessage[];
  /** HTTP requests so far. */
  readonly requests: number;
  /** What each of them was: its method, and those of its commands. */
  readonly log: readonly RequestEntry[];
  snapshot(): Snapshot;
  /** Makes records as if they had always been there. Answers their ids. */
  give(order: RecordOrder): number[];
  /** Adds a misfortune; the answer takes it away. */
  befall(misfortune: Misfortune): () => void;
  readonly hands: Portal['hands'];
  /** Begins anew: the company as it was first, the ledger empty. Keys, limits and misfortunes stay. */
  reset(): void;
  /** Stops listening and cuts what is open. */
  close(): Promise<void>;
};

const OWNER = 17;

/** Starts a portal on 127.0.0.1. */
export async function startPortal(options: PortalOptions = {}): Promise<RunningPortal> {
  const clock = options.clock ?? realClock;
  const {store, directory} = buildCompany(options.company ?? 'demo');
  for (const order of options.records ?? []) makeRecords(store, directory, order, true);
  const file = options.folder === undefined ? null : new ChangeFile(options.folder);
  file?.attach(store);
  const owner = options.owner ?? OWNER;
  const hooks: Hook[] = [];
  const ledger: LedgerEntry[] = [];
  const messages: PortalMessage[] = [];
  const portal: Portal = {
    options,
    clock,
    store,
    directory,
    hooks,
    methods: METHODS,
    misfortunes: new Misfortunes(options.misfortunes),
    hands: hands(store, directory, hooks, owner),
    bucket: options.limits === undefined || options.limits === 'off' ? null : new LeakyBucket(clock, options.limits),
    operating: new Operating(clock, options.operating ?? {seconds: 480, billing: 'method'}),
    ledger,
    messages,
    stageMoves: [],
    log: [],
    requests: 0,
    writes: 0,
  };
  const secret = options.secret ?? randomBytes(8).toString('hex');
  const server = options.tls ? createSecure(options.tls) : createPlain();
  server.on('request', (request, response) => {
    answerRequest(portal, request, response).catch((error: unknown) => {
      // A fault of this portal, not of the client: it must be seen, and the client must not wait for ever.
      process.stderr.write(
        `demo portal: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown error'}\n`,
      );
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const {port} = server.address() as AddressInfo;
  const url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}/`;
  const webhook = (user: number = owner, scopes?: readonly string[]): string => {
    const wanted = scopes ?? options.scopes ?? DEFAULT_SCOPES;
    const key = (hook: Hook) => hook.userId === user && !hook.revoked && hook.scopes.join() === wanted.join();
    let hook = hooks.find(key);
    if (!hook) {
      const code = hooks.length === 0 ? secret : `${secret.slice(0, 12)}${hooks.length.toString(36).padStart(4, '0')}`;
      hook = {userId: user, code, scopes: wanted, revoked: false};
      hooks.push(hook);
    }
    return `${url}rest/${user}/${hook.code}/`;
  };
  webhook();
  return {
    url,
    port,
    webhook,
    ledger,
    messages,
    log: portal.log,
    get requests() {
      return portal.requests;
    },
    snapshot: () => takeSnapshot(store),
    give: order => makeRecords(store, directory, order),
    befall: misfortune => portal.misfortunes.add(misfortune),
    hands: portal.hands,
    reset: () => {
      file?.clear();
      const fresh = buildCompany(options.company ?? 'demo').store;
      for (const order of options.records ?? []) makeRecords(fresh, directory, order, true);
      store.become(fresh);
      ledger.length = 0;
      messages.length = 0;
      portal.stageMoves.length = 0;
      portal.writes = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
      file?.close();
    },
  };
}
