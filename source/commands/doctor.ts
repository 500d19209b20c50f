import {resolve} from 'node:path';
import {type Finding, holds, judge} from '../domain/diagnosis.ts';
import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {oneLine} from '../domain/text.ts';
import {PortalTrouble, UsageTrouble} from '../domain/trouble.ts';
import type {Diagnosis} from '../engine/contract.ts';
import {writePrivately} from '../settings/write.ts';
import {doctorWords} from '../words/doctor.ts';
import {plain} from '../words/plain.ts';
import {doctorReport} from './output/doctor-report.ts';
import {JSON_SCHEMA, jsonLine} from './output/json.ts';
import {factLine} from './output/line.ts';
import {wrapped} from './output/wrap.ts';
import type {Outside} from './outside.ts';
import {choosePortal} from './portal/choose.ts';
import {openDemo, openPortal} from './portal/open.ts';
import {warnOfWindows} from './portal/windows.ts';

export interface DoctorFlags {
  readonly profile?: string;
  /** The built-in portal. */
  readonly demo?: boolean;
  readonly report?: string;
  readonly json?: boolean;
}

/** How wide a line is where it cannot be told: no line is broken then. */
const NO_END = Number.POSITIVE_INFINITY;

/**
 * `doctor`: which of the things that a handover takes for granted hold on a portal. Only reads. Ends with 1 where something
 * that a handover needs does not hold. The last line of `doctor --json` is `{schema, command, exit, portal: {name, demo},
 * holds, requests, checks: [{check, verdict, matters, found, counts, facts, says}]}`.
 */
export async function doctor(flags: DoctorFlags, outside: Outside): Promise<ExitCode> {
  const {out, say, columns} = outside;
  if (flags.demo && flags.profile !== undefined) throw new UsageTrouble(plain.demoOrProfile);
  const opened = flags.demo
    ? await openDemo(outside, false)
    : await openPortal(await choosePortal(flags.profile, outside), outside);
  await warnOfWindows(opened, outside);
  say(factLine(plain.label.portal, oneLine(opened.demo ? plain.demoPortal('Demo portal') : opened.address.host, 100)));
  const {engine, address, demo, profile} = opened;
  const told: Finding[] = [];
  const tell = (finding: Finding): void => {
    told.push(finding);
    if (!flags.json) for (const line of findingLines(finding, columns ?? NO_END)) out(line);
  };
  const write = (text: string): void => {
    if (flags.report === undefined) return;
    const file = resolve(flags.report);
    writePrivately(file, text);
    say(factLine(plain.label.report, doctorWords.written(oneLine(file, 500))));
  };
  const options = {demo, signal: outside.signal, maxRps: profile?.maxRps};
  const diagnosis = await engine.examine(address, options, tell).catch((error: unknown) => {
    // What ended it is what the report is wanted for.
    if (error instanceof PortalTrouble) write(doctorReport({demo, findings: told}, outside.now(), error.problem));
    throw error;
  });
  const exit = holds(diagnosis.findings) ? EXIT.done : EXIT.left;
  write(doctorReport(diagnosis, outside.now()));
  if (flags.json) out(doctorLine(diagnosis, exit));
  else for (const line of wrapped(verdictOf(diagnosis), '', columns ?? NO_END)) out(line);
  return exit;
}

/** "ok       counts: the universal list and the older lists count the same." What stands in the way is marked. */
function findingLines(finding: Finding, columns: number): string[] {
  const {verdict, matters} = judge(finding);
  const word = `${doctorWords.verdict(verdict)}${matters ? ' !' : ''}`;
  return wrapped(`${doctorWords.title(finding.check)}: ${doctorWords.says(finding)}`, factLine(word, ''), columns);
}

function verdictOf({findings}: Diagnosis): string {
  const wrong = findings.filter(finding => judge(finding).matters).length;
  return wrong === 0 ? doctorWords.holds : doctorWords.doesNotHold(wrong);
}

function doctorLine({portalName, demo, findings, requests}: Diagnosis, exit: ExitCode): string {
  const checks = findings.map(finding => {
    const {check, found, counts = {}, facts = {}} = finding;
    return {check, ...judge(finding), found, counts, facts, says: doctorWords.says(finding)};
  });
  const portal = {name: portalName, demo};
  return jsonLine({schema: JSON_SCHEMA, command: 'doctor', exit, portal, holds: exit === EXIT.done, requests, checks});
}
