import {TYPE_IDS} from '../../domain/entity-types.ts';
import type {PlannedRecord} from '../../domain/plan.ts';
import {PortalTrouble} from '../../domain/trouble.ts';
import type {CommandResult} from '../../portal/batch.ts';
import type {Command} from '../../portal/encode.ts';
import {refusalText} from '../../portal/faults.ts';
import type {Standing} from '../../portal/families/family.ts';
import {PAGE} from '../../portal/families/family.ts';
import {familyOf} from '../../portal/families/index.ts';

/** Whose each record is at one moment, and whose the tasks behind task activities are. */
export interface Standings {
  readonly records: ReadonlyMap<number, Standing>;
  readonly tasks: ReadonlyMap<number, number>;
  /** Which records were asked about: one that is asked and not found is gone. */
  readonly asked: ReadonlySet<number>;
  /** When it was asked, milliseconds since 1970. */
  readonly at: number;
}

/** Reads of one group of records: how to ask in a batch that is sent anyway, and how to read the answers. */
export interface StandingQuestion {
  readonly commands: readonly Command[];
  /** @throws PortalTrouble when a read was refused: without it nothing may be written */
  read(answers: readonly (CommandResult | undefined)[], at: number): Standings;
}

/** Asks by id, whoever the records belong to. All records are of one entity type. */
export function askStandings(entityTypeId: number, records: readonly PlannedRecord[]): StandingQuestion {
  const family = familyOf(entityTypeId);
  const tasks = familyOf(TYPE_IDS.task);
  const idPages = pages(records.map(record => record.id));
  const taskIds = entityTypeId === TYPE_IDS.activity ? records.flatMap(record => record.activity?.taskId ?? []) : [];
  const taskPages = pages([...new Set(taskIds)]);
  return {
    commands: [
      ...idPages.map(ids => family.byIds(entityTypeId, ids)),
      ...taskPages.map(ids => tasks.byIds(TYPE_IDS.task, ids)),
    ],
    read(answers, at) {
      const found = new Map<number, Standing>();
      const taskPeople = new Map<number, number>();
      idPages.forEach((ids, index) => {
        for (const [id, standing] of family.standings(resultOf(answers[index]))) {
          if (!ids.includes(id)) throw new PortalTrouble('deviates', `record ${id} was not asked for`);
          found.set(id, standing);
        }
      });
      taskPages.forEach((_ids, index) => {
        for (const [id, {responsibleId}] of tasks.standings(resultOf(answers[idPages.length + index])))
          taskPeople.set(id, responsibleId);
      });
      return {records: found, tasks: taskPeople, asked: new Set(records.map(record => record.id)), at};
    },
  };
}

function resultOf(answer: CommandResult | undefined): unknown {
  if (answer?.ok) return answer.result;
  throw new PortalTrouble('refused', answer ? `${answer.fault.method}: ${refusalText(answer.fault)}` : 'no answer');
}

function pages(ids: readonly number[]): number[][] {
  return Array.from({length: Math.ceil(ids.length / PAGE)}, (_, page) => ids.slice(page * PAGE, (page + 1) * PAGE));
}
