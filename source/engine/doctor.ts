import type {Clock} from '../domain/clock.ts';
import type {CheckName, Finding} from '../domain/diagnosis.ts';
import type {WebhookAddress} from '../domain/webhook.ts';
import {createClient} from '../portal/client.ts';
import {checkKey, checkPeople, checkTypes} from '../portal/doctor/key.ts';
import {type Check, finding, type Ground} from '../portal/doctor/ground.ts';
import {checkBatch, checkLimits, checkTimes} from '../portal/doctor/limits.ts';
import {checkCounts, checkFilters, checkOldInvoices, checkPages} from '../portal/doctor/lists.ts';
import {ownerOf, readKey} from '../portal/sign-in.ts';
import type {Transport} from '../portal/transport.ts';
import type {Diagnosis} from './contract.ts';

export interface DoctorOptions {
  readonly address: WebhookAddress;
  readonly demo: boolean;
  readonly version: string;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly signal?: AbortSignal | undefined;
  readonly maxRps?: number | undefined;
}

/**
 * Asks a portal about everything that a handover takes for granted of it. Only reads, and only what names nobody: ids,
 * counts, times and codes. Each finding is told as it is made.
 *
 * @throws PortalTrouble where the key is refused as a whole, or the portal does not answer
 */
export async function examine(options: DoctorOptions, tell: (finding: Finding) => void): Promise<Diagnosis> {
  const {address, demo, version, clock, transport, signal, maxRps} = options;
  const findings: Finding[] = [];
  let refusals = 0;
  let requests = 0;
  const counted: Transport = (...request) => {
    requests += 1;
    return transport(...request);
  };
  const client = createClient({
    address,
    version,
    clock,
    transport: counted,
    onPause: pause => {
      if (pause?.why === 'portal-asks') refusals += 1;
    },
  });
  if (maxRps !== undefined) client.pace.setMaxRps(maxRps);
  const note = (...found: readonly Finding[]): void => {
    for (const one of found) {
      findings.push(one);
      tell(one);
    }
  };

  const key = await readKey(client, {signal});
  const {scopes, license} = key;
  const ground: Ground = {client, clock, options: {signal}, scopes};
  note(...checkKey(scopes, ownerOf(key).admin));

  /** Makes checks that need a scope, or says that they were not made. */
  async function withScope<C extends CheckName>(scope: string, checks: readonly C[], check: Check): Promise<void> {
    if (scopes.includes(scope)) note(...(await check(ground)));
    else note(...checks.map(name => finding(name, 'skipped' as Finding<C>['found'], {facts: {scope}})));
  }

  let largest: number | undefined;
  await withScope('user', ['people'], checkPeople);
  await withScope('crm', ['types'], checkTypes);
  await withScope('crm', ['counts'], async on => {
    const {findings: found, largest: most} = await checkCounts(on);
    largest = most;
    return found;
  });
  await withScope('crm', ['pages', 'older-pages'], on => checkPages(on, largest));
  await withScope('crm', ['filter', 'unknown-filter'], on => checkFilters(on, largest));
  await withScope('crm', ['old-invoices'], checkOldInvoices);
  const [time, portalClock] = await checkTimes(ground);
  if (time) note(time);
  await withScope('crm', ['batch'], on => checkBatch(on, largest));
  note(checkLimits(ground, license, refusals), ...(portalClock ? [portalClock] : []), finding('dismissed', 'unprobed'));
  return {portalName: demo ? 'Demo portal' : address.host, demo, findings, requests};
}
