import {type Finding, judge, magnitude} from '../../domain/diagnosis.ts';
import type {PortalProblem} from '../../domain/trouble.ts';
import type {Diagnosis} from '../../engine/contract.ts';

/** The number of the form of this file. */
const SCHEMA = 1;

/**
 * A diagnosis as a file that may be sent to others: what was found, counts as orders of magnitude, and which program on what
 * machine asked. Not in it: the portal's name and address, people, records, ids, secrets.
 *
 * @param ended what kept it from coming to its end
 */
export function doctorReport(
  {demo, findings, requests}: Pick<Diagnosis, 'demo' | 'findings'> & {readonly requests?: number},
  now: number,
  ended?: PortalProblem,
): string {
  const report = {
    doctor: SCHEMA,
    version: __VERSION__,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    day: new Date(now).toISOString().slice(0, 10),
    portal: demo ? 'demo' : 'portal.example',
    ...(requests === undefined ? {} : {requests}),
    ...(ended === undefined ? {} : {ended}),
    checks: findings.map(withoutNumbers),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function withoutNumbers(finding: Finding): object {
  const {check, found, counts = {}, facts = {}} = finding;
  const rounded = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, magnitude(count)]));
  return {check, ...judge(finding), found, counts: rounded, facts};
}
