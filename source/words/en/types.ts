import {type PLAIN_TYPE_KEYS, TYPE_IDS} from '../../domain/entity-types.ts';
import {oneLine} from '../../domain/text.ts';
import type {NamedType, TypeWords} from '../common.ts';
import {counted, number} from './format.ts';

type PlainKey = (typeof PLAIN_TYPE_KEYS)[number];

const PLAIN: Readonly<Record<PlainKey, readonly [name: string, short: string, one: string, many: string]>> = {
  lead: ['Leads', 'Leads', 'lead', 'leads'],
  deal: ['Deals', 'Deals', 'deal', 'deals'],
  'deal-template': ['Deal templates', 'Templ.', 'deal template', 'deal templates'],
  contact: ['Contacts', 'Cont.', 'contact', 'contacts'],
  company: ['Companies', 'Comp.', 'company', 'companies'],
  estimate: ['Estimates', 'Est.', 'estimate', 'estimates'],
  invoice: ['Invoices', 'Inv.', 'invoice', 'invoices'],
  'old-invoice': ['Old invoices', 'Old i.', 'old invoice', 'old invoices'],
  activity: ['Activities', 'Act.', 'activity', 'activities'],
  task: ['Tasks', 'Tasks', 'task', 'tasks'],
};

export const type: TypeWords = {
  name(named) {
    const plain = PLAIN[named.key as PlainKey];
    return plain ? plain[0] : `${own(named)} (${kind(named)})`;
  },
  short(named) {
    const plain = PLAIN[named.key as PlainKey];
    if (plain) return plain[1];
    const title = Array.from(new Intl.Segmenter().segment(own(named)), ({segment}) => segment);
    return title.length > 6 ? `${title.slice(0, 5).join('')}.` : title.join('');
  },
  counted(named, count) {
    const plain = PLAIN[named.key as PlainKey];
    if (plain) return counted(count, plain[2], plain[3]);
    return named.key.startsWith('spa:')
      ? `${number(count)} ${own(named)}`
      : `${number(count)} ${own(named)} (${kind(named)})`;
  },
};

/** The portal's own title of a smart process or category, or a name made of its number. */
function own(named: NamedType): string {
  const title = oneLine(named.portalTitle ?? '', 40);
  if (title !== '') return title;
  const [kindKey = '', id = ''] = named.key.split(':');
  return kindKey === 'spa' ? `Process ${id}` : `Category ${id}`;
}

function kind(named: NamedType): string {
  if (named.key.startsWith('contact:')) return 'contacts';
  if (named.key.startsWith('company:')) return 'companies';
  return named.key === `spa:${TYPE_IDS.invoice}` ? 'invoices' : 'smart process';
}
