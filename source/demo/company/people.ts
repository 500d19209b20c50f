import type {Row} from '../store/row.ts';

/** Well-known people of the demo company; tests and screens name them. */
export const PEOPLE = {
  /** Olga Smirnova, administrator; the default webhook is hers. */
  admin: 17,
  /** Anna Petrova, dismissed, Sales North: the first leaver, holds about 1,500 records. */
  leaver: 42,
  /** Ivan Petrov, dismissed: an old invoice that cannot be saved and an activity no key can move. */
  leaverWithUnmovable: 57,
  /** A second Anna Petrova, dismissed, of Support. */
  namesake: 118,
  /** Sergey Volkov, dismissed. */
  leaverSmall: 84,
  /** Petr Lind, dismissed, without a department, holds nothing. */
  leaverEmpty: 71,
  /** Ivan Sokolov and Maria Orlova, active, of sales. */
  successor: 12,
  secondSuccessor: 31,
  /** Nikita Belov asked to join and waits: inactive, yet never dismissed. */
  joinRequest: 126,
  /** Elena Frolova is invited and has not come yet: active, with a code. */
  invited: 127,
} as const;

/** id, first name, last name, department (0 none), position, last sign-in (`-` never), state. */
const STAFF = `
1 Viktor Lindqvist 1 Managing_director 2026-11-02
4 Helena Brandt 3 Head_of_sales 2026-11-02
6 Dmitry Kuznetsov 4 Account_manager 2026-11-02
9 Galina Morozova 4 Team_lead 2026-11-02
10 Pavel Fedorov 4 Account_manager 2026-10-30
12 Ivan Sokolov 4 Senior_account_manager 2026-11-02
14 Ekaterina Nowak 4 Account_manager 2026-11-01
17 Olga Smirnova 14 Bitrix24_administrator 2026-11-03 admin
18 Roman Egorov 14 Systems_engineer 2026-11-02
20 Nina Vasilieva 5 Account_manager 2026-11-02
23 Andrey Zaytsev 5 Team_lead 2026-11-02
25 Larisa Bergmann 5 Account_manager 2026-10-31
26 Timur Akhmetov 5 Account_manager 2026-11-02
28 Ksenia Pavlova 5 Junior_account_manager 2026-11-02
31 Maria Orlova 5 Senior_account_manager 2026-11-02
33 Jonas_Erik Holm 5 Account_manager 2026-10-28
34 Alina Grigorieva 7 Operator 2026-11-02
35 Boris Nikitin 7 Head_of_support 2026-11-02
37 Vera Tikhonova 7 Operator 2026-11-02
39 Oleg Makarov 7 Operator 2026-11-01
40 Julia Schneider 7 Operator 2026-11-02
42 Anna Petrova 4 Account_manager 2026-11-02 dismissed
44 Igor Baranov 7 Engineer 2026-11-02
45 Darya Kovaleva 8 Content_manager 2026-11-02
46 Max Hartmann 8 Designer 2026-10-29
48 Irina Romanova 8 Head_of_marketing 2026-11-02
50 Stepan Lebedev 8 Analyst 2026-11-02
52 Polina Antonova 8 Event_manager 2026-11-01
53 Artur Weiss 9 Accountant 2026-11-02
55 Tatiana Sergeeva 9 Accountant 2026-11-02
57 Ivan Petrov 5 Team_lead 2026-08-11 dismissed
59 Yana Kiseleva 9 Payroll_accountant 2026-11-02
60 Gleb Ershov 9 Controller 2026-11-02
61 Natalia Wagner 9 Finance_director 2026-11-02
63 Denis Titov 12 Driver 2026-10-21
64 Lev Korolev 12 Warehouse_clerk 2026-11-02
66 Svetlana Denisova 12 Warehouse_clerk 2026-11-02
68 Marat Safin 12 Dispatcher 2026-11-02
70 Emil Larsen 12 Dispatcher 2026-11-02
71 Petr Lind 0 - - dismissed
74 Kirill Bogdanov 12 Head_of_logistics 2026-11-02
76 Zoya Filatova 12 Customs_broker 2026-11-02
79 Anton Melnikov 14 Developer 2026-11-02
80 Lidia Frost 14 Developer 2026-11-02
83 Fedor Gusev 14 Service_desk 2026-11-02
84 Sergey Volkov 4 Account_manager 2026-03-20 dismissed
88 Valeria Sorokina 4 Junior_account_manager 2026-11-02
90 Mikhail Tarasov 4 Account_manager 2026-11-02
91 Sofia Lindgren 5 Account_manager 2026-11-02
95 Ruslan Abramov 5 Account_manager 2026-10-27
97 Elizaveta Krylova 7 Operator 2026-11-02
101 Philipp Keller 7 Engineer 2026-11-02
104 Margarita Belova 8 Copywriter 2026-11-02
108 Grigory Danilov 9 Accountant 2026-11-02
111 Алла Журавлёва 1 Assistant_to_the_director 2026-11-02
113 Егор Щербаков 3 Sales_analyst 2026-11-02
118 Anna Petrova 7 Operator 2026-01-30 dismissed
121 Karina Osipova 3 Sales_assistant 2026-11-02
126 Nikita Belov 4 - - join
127 Elena Frolova 7 Operator - invited
`;

/** The sixty people, and a bot that no list of people ever shows (fact sheet 7). */
export function demoPeople(): Row[] {
  const people = STAFF.trim().split('\n').map(person);
  people.push({
    id: 3,
    ACTIVE: true,
    NAME: 'Marta',
    LAST_NAME: 'AI',
    EXTERNAL_AUTH_ID: 'bot',
    UF_DEPARTMENT: [1],
    DATE_REGISTER: Date.UTC(2019, 3, 1),
  });
  return people;
}

function person(line: string): Row {
  const [id, first, last, department, position, login, state = ''] = line.split(' ');
  const number = Number(id);
  return {
    id: number,
    ACTIVE: state !== 'dismissed' && state !== 'join',
    IS_ADMIN: state === 'admin',
    NAME: plain(first!),
    LAST_NAME: plain(last!),
    EMAIL: `${state === 'join' ? 'nikita' : mailName(first!, last!, number)}@nordwind.example`,
    WORK_POSITION: position === '-' ? '' : plain(position!),
    UF_DEPARTMENT: department === '0' ? [] : [Number(department)],
    LAST_LOGIN: login === '-' ? null : Date.parse(`${login}T06:${String(10 + (number % 45))}:00Z`),
    DATE_REGISTER: Date.UTC(2019, number % 60, 1 + (number % 27)),
    CONFIRM_CODE: state === 'join' ? 'k8Qw2z' : state === 'invited' ? 'p0Lm7x' : '',
    IS_ONLINE: state === '' && number % 3 === 0 ? 'Y' : 'N',
    PERSONAL_MOBILE: number % 4 === 0 ? `+49 40 5550${String(number).padStart(3, '0')}` : '',
  };
}

function plain(text: string): string {
  return text.replaceAll('_', ' ');
}

function mailName(first: string, last: string, id: number): string {
  const latin = `${first}.${last}`.toLowerCase().replaceAll('_', '');
  return /^[a-z.]+$/.test(latin) ? (id === 118 ? `${latin}2` : latin) : `user${id}`;
}
