import {ENTERPRISE_LIMIT, NO_LIMIT, USUAL_LIMIT, type RequestLimit} from './bucket.ts';

/**
 * The request limit that goes with a portal's plan (fact sheet sections 3 and 5). A wrong guess is learned from refusals.
 *
 * @param license as `app.info` tells it: the region, `_` and the plan, such as `de_professional`, `de_ent10000`, `ru_selfhosted`
 */
export function requestLimitOf(license: string): RequestLimit {
  const plan = license.toLowerCase().split('_').slice(1).join('_');
  if (plan === 'selfhosted') return NO_LIMIT;
  return plan.startsWith('ent') ? ENTERPRISE_LIMIT : USUAL_LIMIT;
}
