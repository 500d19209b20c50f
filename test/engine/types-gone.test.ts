import {rmSync, writeFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import type {TypeKey} from '../../source/domain/entity-types.ts';
import type {Session} from '../../source/engine/contract.ts';
import {carry, connect, LEAVER, options, planFor, stage, writesOf} from './harness.ts';

/** The same portal after it has lost a smart process. */
async function without(session: Session, key: TypeKey): Promise<Session> {
  const {types} = session.connection;
  Object.assign(session.connection, {types: types.filter(type => type.key !== key)});
  return session;
}

it('a plan with records of a type that the portal does not list any more is refused before anything is written', async () => {
  const on = await stage({
    company: 'empty',
    records: [
      {table: 1, responsible: LEAVER, count: 3},
      {table: 1036, responsible: LEAVER, count: 2},
    ],
  });
  const session = await connect(on);
  const plan = await planFor(session);
  const {report} = await carry(session, plan);
  const later = await without(await connect(on), 'spa:1036');
  const before = writesOf(on.portal).length;
  const refused = {name: 'UsageTrouble', message: expect.stringContaining('spa:1036') as string};
  await expect(later.run(plan, options(), () => {})).rejects.toMatchObject(refused);
  await expect(later.planUndo(Number(report.run), {edited: false}, () => {})).rejects.toMatchObject(refused);
  expect(writesOf(on.portal)).toHaveLength(before);
});

it('a type of the scope that is gone, and held nothing, is not proved; everything else is', async () => {
  const on = await stage({company: 'empty', records: [{table: 1, responsible: LEAVER, count: 3}]});
  const plan = await planFor(await connect(on));
  const {report} = await carry(await without(await connect(on), 'spa:1036'), plan);
  expect(report.counts.moved).toBe(3);
  expect(report.proof?.unproved).toMatchObject([{type: 'spa:1036'}]);
});

it('a folder that could not be used once is tried again', async () => {
  const on = await stage({company: 'empty'});
  rmSync(on.folder, {recursive: true});
  writeFileSync(on.folder, '');
  await expect(on.engine.checkFiles()).rejects.toMatchObject({name: 'FilesTrouble'});
  rmSync(on.folder);
  await on.engine.checkFiles();
});
