import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {GuideFor} from '../domain/wizard/guide.ts';
import {writePrivately} from './write.ts';

const ALL: readonly GuideFor[] = ['demo', 'portal'];
const nameIn = (folder: string): string => join(folder, 'guide.json');

/**
 * Where somebody has not yet been through to a proof. A file that cannot be read is one that is not there: then the screens
 * explain themselves once more.
 */
export function firstTimes(folder: string): readonly GuideFor[] {
  const done = doneIn(folder);
  return ALL.filter(one => !done.includes(one));
}

/** Keeps that it was gone through. @throws FilesTrouble */
export function noteGuided(folder: string, what: GuideFor): void {
  const done = doneIn(folder);
  if (!done.includes(what)) writePrivately(nameIn(folder), JSON.stringify({schema: 1, done: [...done, what]}));
}

function doneIn(folder: string): readonly GuideFor[] {
  try {
    const value: unknown = JSON.parse(readFileSync(nameIn(folder), 'utf8'));
    const done = typeof value === 'object' && value !== null && 'done' in value ? value.done : [];
    return ALL.filter(one => Array.isArray(done) && done.includes(one));
  } catch {
    return [];
  }
}
