import type {Store} from '../store/store.ts';
import {PEOPLE} from './people.ts';
import type {Random} from './random.ts';
import {TODAY} from './records.ts';

const DAY = 86_400_000;

/**
 * Old invoices and tasks without a CRM record. All old invoices of the first leaver can be saved; one of Ivan Petrov's cannot, its
 * payer is gone (fact sheet 10).
 */
export function makePapers(store: Store, random: Random): void {
  const invoices = store.table(5);
  const companies = store.table(4).rows;
  const holders = [
    ...Array.from({length: 4}, () => PEOPLE.leaver),
    ...Array.from({length: 2}, () => PEOPLE.leaverWithUnmovable),
    ...Array.from({length: 12}, () => random.pick([9, 12, 20, 31, 55])),
  ];
  random.shuffle(holders).forEach((person, index) => {
    const id = 9 + index * 2;
    const made = Date.UTC(2021, 1 + index, 3, 9);
    invoices.add({
      id,
      ACCOUNT_NUMBER: String(id),
      ORDER_TOPIC: `Supply ${2021 + Math.floor(index / 9)}/${id}`,
      STATUS_ID: random.pick(['N', 'S', 'P']),
      PAYED: 'N',
      PRICE: random.between(4, 90) * 125,
      RESPONSIBLE_ID: person,
      CREATED_BY: person,
      DATE_INSERT: made,
      DATE_UPDATE: made + 5 * DAY,
      DATE_BILL: made,
      UF_COMPANY_ID: random.pick(companies).id,
      hasLiveFeedEntry: index % 3 === 0 ? 'Y' : 'N',
    });
  });
  const broken = invoices.heldBy(PEOPLE.leaverWithUnmovable)[0]!.id;
  invoices.set(broken, {UF_COMPANY_ID: 90_404, ORDER_TOPIC: 'Supply 2021, client since deleted'});
  makeTasks(store, random);
}

function makeTasks(store: Store, random: Random): void {
  const tasks = store.table('task');
  const holders = [
    ...Array.from({length: 8}, () => PEOPLE.leaver),
    ...Array.from({length: 30}, () => random.pick([9, 12, 18, 31, 37, 44, 79])),
  ];
  random.shuffle(holders).forEach((person, index) => {
    const created = TODAY - (400 - index * 9) * DAY;
    tasks.add({
      id: 3001 + index * 3,
      title: random.pick([
        'Update the price list',
        'Order samples',
        'Prepare the trade fair',
        'Check the contract',
        'Обновить прайс',
      ]),
      status: random.pick([2, 3, 5]),
      responsibleId: person,
      createdBy: 4,
      createdDate: created,
      changedDate: created + DAY,
      changedBy: 4,
      deadline: created + 45 * DAY,
    });
  });
}
