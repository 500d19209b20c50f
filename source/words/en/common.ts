import {personName} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import type {CommonWords} from '../common.ts';
import {account} from './account.ts';
import {behind} from './behind.ts';
import {effects} from './effects.ts';
import {forecast} from './forecast.ts';
import {format} from './format.ts';
import {reasons} from './reasons.ts';
import {outcome, report, title} from './report.ts';
import {troubles} from './troubles.ts';
import {type} from './types.ts';

export const common: CommonWords = {
  format,
  type,
  person: person => `${oneLine(personName(person), 80)} #${person.id}`,
  personId: id => `#${id}`,
  title,
  firstRecord: (id, text) => `#${id}${oneLine(text, 40) === '' ? '' : ` "${oneLine(text, 40)}"`}`,
  outcome,
  state: {all: 'all', open: 'open only', closed: 'closed only'},
  ...troubles,
  ...reasons,
  behind,
  effects,
  forecast,
  account,
  report,
};
