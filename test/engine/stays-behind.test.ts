import {describe, expect, it} from 'vitest';
import {carry, connect, planFor, stage} from './harness.ts';

describe('what stays behind', () => {
  it('is looked for where the portal names the leaver, and kept with the plan', async () => {
    const on = await stage();
    const session = await connect(on);
    const plan = await planFor(session);
    expect(plan.behind).toEqual({
      found: [
        {
          kind: 'observer',
          count: 5,
          types: [
            ['lead', 1],
            ['deal', 4],
          ],
        },
        {kind: 'workflow-task', count: 2},
        {kind: 'department-head', count: 1, names: ['Key accounts']},
        {kind: 'open-line', count: 1, names: ['Website chat']},
        {kind: 'order', count: 3},
      ],
      unread: [],
    });
    const {report} = await carry(session, plan);
    const history = await on.engine.history();
    expect(history?.run(Number(report.run))?.behind).toEqual(plan.behind);
    history?.close();
  });

  it('is nothing for somebody who is named nowhere else', async () => {
    const on = await stage();
    const plan = await planFor(await connect(on), {leaver: 57});
    expect(plan.behind).toEqual({found: [], unread: []});
  });

  it('fails no plan: what the key may not read is told, what the portal does not have is not', async () => {
    const on = await stage({scopes: ['crm', 'user'], missingMethods: ['sale.order.list']});
    const plan = await planFor(await connect(on));
    expect(plan.behind?.found.map(({kind}) => kind)).toEqual(['observer']);
    expect(plan.behind?.unread.map(({kind, why}) => [kind, why.code])).toEqual([
      ['workflow-task', 'insufficient_scope'],
      ['department-head', 'insufficient_scope'],
      ['open-line', 'insufficient_scope'],
    ]);
  });

  it('is not guessed where a condition was not heard', async () => {
    const on = await stage();
    on.portal.befall({
      kind: 'drop-condition',
      key: 'observers',
      method: 'crm.item.list',
      where: ({params}) => JSON.stringify(params).includes('observers'),
    });
    const plan = await planFor(await connect(on));
    expect(plan.behind?.found.map(({kind}) => kind)).not.toContain('observer');
    expect(plan.behind?.unread.map(({kind, why}) => [kind, why.code])).toEqual([['observer', 'UNFILTERED']]);
  });
});
