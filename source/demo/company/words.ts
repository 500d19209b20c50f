import type {Random} from './random.ts';

const GOODS = [
  'pumps',
  'valves',
  'filters',
  'compressors',
  'fittings',
  'heat exchangers',
  'hoses',
  'sensors',
  'controllers',
  'насосы',
  'задвижки',
  'фильтры',
];
const PLACES = [
  'Hamburg',
  'Riga',
  'Gdansk',
  'Tallinn',
  'Tver',
  'Vologda',
  'Lübeck',
  'Oslo',
  'Kazan',
  'Псков',
  'Санкт-Петербург',
];
const FIRMS = [
  'Baltika',
  'Ostsee',
  'Hansa',
  'Severmash',
  'Aqua',
  'Polar',
  'Vega',
  'Meridian',
  'Volga',
  'Fjord',
  'Технолог',
  'Родник',
];
const FORMS = ['GmbH', 'LLC', 'SIA', 'OÜ', 'AS', 'Sp. z o.o.', 'ООО', 'АО'];
const FIRST = [
  'Klaus',
  'Marta',
  'Jan',
  'Ingrid',
  'Peter',
  'Svea',
  'Леонид',
  'Марина',
  'Tomas',
  'Agata',
  'Ilmar',
  'Vadim',
];
const LAST = [
  'Weber',
  'Kowalska',
  'Ozols',
  'Hansen',
  'Schmidt',
  'Лебедева',
  'Орлов',
  'Saar',
  'Nilsen',
  'Zieliński',
  'Voronin',
  'Fischer',
];

/** Titles such as real portals hold and programs stumble over. Given to a few of the first leaver's leads. */
export const HOSTILE_TITLES: readonly (string | null)[] = [
  null,
  '',
  'Anfrage A+B%26C&d=1#e',
  '=HYPERLINK("http://example.com";"price list")',
  '$result[c0][items][0][id]',
  'Two\nlines\tand a tab',
  '\u001b[2J\u001b]0;owned\u0007\r0 left',
  '\u202egnirts desrever\u202c and \u200b zero width',
  '👩‍👩‍👧 Family office, ё й',
  '&quot;Quoted&quot; <b>bold</b>',
];

export type Words = {
  company(): string;
  first(): string;
  last(): string;
  goods(): string;
  place(): string;
};

/** Believable names out of a company's world. */
export function words(random: Random): Words {
  return {
    company: () => `${random.pick(FIRMS)} ${random.pick(PLACES)} ${random.pick(FORMS)}`,
    first: () => random.pick(FIRST),
    last: () => random.pick(LAST),
    goods: () => random.pick(GOODS),
    place: () => random.pick(PLACES),
  };
}
