import {oneLine} from '../../domain/text.ts';
import type {RunSummary} from '../../engine/contract.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {accountObject} from './run-json.ts';
import {tableLines} from './table.ts';

/** "Anna Petrova #42", or the id alone where the name was erased. */
export function leaverOfRun({leaverName, leaverId}: Pick<RunSummary, 'leaverName' | 'leaverId'>): string {
  return `${oneLine(leaverName, 80)} #${leaverId}`.trim();
}

/** "25 Nov 10:42:07". */
export function moment(at: number, now: number): string {
  return `${words.format.day(at, now)} ${words.format.clock(at)}`;
}

/** "handover", "undo of 12". */
export function kindText({kind, sourceRun}: Pick<RunSummary, 'kind' | 'sourceRun'>): string {
  const word = plain.kinds[kind];
  return sourceRun === undefined ? word : plain.kindOf(word, sourceRun);
}

/** Runs as a table, as they come. */
export function runTable(runs: readonly RunSummary[], now: number): string[] {
  const {historyColumns: columns} = plain;
  const {number} = words.format;
  const heads = [
    {head: columns.run, right: true},
    {head: columns.when},
    {head: columns.portal, max: 40},
    {head: columns.leaver, max: 40},
    {head: columns.what},
    {head: columns.planned, right: true},
    {head: columns.done, right: true},
    {head: columns.state},
  ];
  const rows = runs.map(run => [
    String(run.run),
    moment(run.startedAt, now),
    oneLine(run.portalName, 80),
    leaverOfRun(run),
    kindText(run),
    number(run.planned),
    number(run.counts.moved),
    stateText(run),
  ]);
  return tableLines(heads, rows);
}

function stateText({state, stopped, forgotten}: RunSummary): string {
  const word = stopped === undefined ? plain.states[state] : `${plain.states[state]}, ${plain.stoppedBy[stopped]}`;
  return forgotten ? `${word}, ${plain.forgottenState}` : word;
}

/**
 * A run as `history --json` and `status --json` give it: `{run, kind, sourceRun, plan, portal: {key, name}, leaver: {id,
 * name}, state, stopped, startedAt, endedAt, planned, moved, alreadyThere, gone, changedHands, failed, notTried, account:
 * {openings, open}, forgotten}`. `moved` of an undo are those put back; `notTried` counts what was not reached yet, too.
 */
export function runObject(run: RunSummary): object {
  const {counts, openings} = run;
  const open = run.state === 'running' && openings.some(opening => opening.to === undefined);
  return {
    run: run.run,
    kind: run.kind,
    sourceRun: run.sourceRun ?? null,
    plan: run.digest,
    portal: {key: run.portalKey, name: run.portalName},
    leaver: {id: run.leaverId, name: run.leaverName || null},
    state: run.state,
    stopped: run.stopped ?? null,
    startedAt: new Date(run.startedAt).toISOString(),
    endedAt: run.endedAt === undefined ? null : new Date(run.endedAt).toISOString(),
    planned: run.planned,
    moved: counts.moved,
    alreadyThere: counts['already-there'],
    gone: counts.gone,
    changedHands: counts['changed-hands'],
    failed: counts.failed,
    notTried: counts['not-tried'],
    account: {...accountObject({openings}), open},
    forgotten: run.forgotten,
  };
}
