import type {TypeKey} from '../../../source/domain/entity-types.ts';
import type {Session, TypeStages} from '../../../source/engine/contract.ts';

export const PLACES: TypeStages = {
  pipelines: [
    {id: 0, name: 'General'},
    {id: 2, name: 'Retail'},
  ],
  stages: [
    {id: 'NEW', name: 'New', pipeline: 0, closed: false},
    {id: 'WON', name: 'Won', pipeline: 0, closed: true},
    {id: 'C2:NEW', name: 'New', pipeline: 2, closed: false},
    {id: 'C2:WON', name: 'Paid\u001b[31m', pipeline: 2, closed: true},
  ],
};

/** Deals stand in two pipelines, leads in stages alone. */
export const stages: Session['stages'] = async types => {
  const found = new Map<TypeKey, TypeStages>();
  if (types.includes('deal')) found.set('deal', PLACES);
  if (types.includes('lead')) found.set('lead', {pipelines: [], stages: [{id: 'NEW', name: 'Fresh', closed: false}]});
  return found;
};
