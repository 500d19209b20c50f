import {describe, expect, it} from 'vitest';
import {CONDITIONS, fieldOf, placeOfStage} from '../../../source/domain/scope/conditions.ts';

describe('what a type can be narrowed by', () => {
  it.each([
    ['lead', [undefined, 'stageId', 'createdTime', 'updatedTime']],
    ['deal', ['categoryId', 'stageId', 'createdTime', 'updatedTime']],
    ['deal-template', ['categoryId', 'stageId', 'createdTime', 'updatedTime']],
    ['contact', [undefined, undefined, 'createdTime', 'updatedTime']],
    ['contact:5', [undefined, undefined, 'createdTime', 'updatedTime']],
    ['company', [undefined, undefined, 'createdTime', 'updatedTime']],
    ['company:9', [undefined, undefined, 'createdTime', 'updatedTime']],
    ['estimate', [undefined, 'stageId', 'createdTime', 'updatedTime']],
    ['invoice', ['categoryId', 'stageId', 'createdTime', 'updatedTime']],
    ['old-invoice', [undefined, 'STATUS_ID', 'DATE_INSERT', 'DATE_UPDATE']],
    ['activity', [undefined, undefined, 'CREATED', 'LAST_UPDATED']],
    ['spa:1030', ['categoryId', 'stageId', 'createdTime', 'updatedTime']],
  ] as const)('%s', (type, fields) => {
    expect(CONDITIONS.map(condition => fieldOf(type, condition))).toEqual(fields);
  });
});

describe('where a stage stands', () => {
  it.each([
    ['deal', 'NEW', 0],
    ['deal', 'C2:NEW', 2],
    ['deal', 'C12:UC_A1', 12],
    ['deal', 'C0:NEW', 0],
    ['deal', 'DT128_9:NEW', 'foreign'],
    ['deal-template', 'C2:NEW', 2],
    ['lead', 'JUNK', 'none'],
    ['lead', 'C2:NEW', 'foreign'],
    ['estimate', 'DECLAINED', 'none'],
    ['old-invoice', 'P', 'none'],
    ['invoice', 'DT31_3:P', 3],
    ['invoice', 'DT128_3:P', 'foreign'],
    ['invoice', 'P', 'foreign'],
    ['spa:128', 'DT128_9:NEW', 9],
    ['spa:128', 'DT1280_9:NEW', 'foreign'],
    ['spa:128', 'C2:NEW', 'foreign'],
    ['spa:128', 'DT128_9:', 'foreign'],
  ] as const)('%s %s: %s', (type, stage, place) => expect(placeOfStage(type, stage)).toBe(place));
});
