import {plainAnswers} from './plain-answers.ts';
import {plainHistory} from './plain-history.ts';
import {plainLists} from './plain-lists.ts';
import {plainProfiles} from './plain-profiles.ts';
import {plainReports} from './plain-reports.ts';
import {plainRun} from './plain-run.ts';
import {plainScope} from './plain-scope.ts';

/** What only the commands without a screen say. Texts put into these sentences must have gone through `oneLine`. */
export const plain = {
  ...plainAnswers,
  ...plainHistory,
  ...plainLists,
  ...plainProfiles,
  ...plainReports,
  ...plainRun,
  ...plainScope,
};

/** Another language is another object of this type. */
export type PlainWords = typeof plain;
