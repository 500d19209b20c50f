import type {TypeKey} from '../domain/entity-types.ts';
import type {CallOptions} from '../portal/client.ts';
import {readStagesOf} from '../portal/stages.ts';
import type {TypeStages} from './contract.ts';
import type {Parts} from './parts.ts';

/** Pipelines and stages of types by name; those that this portal does not list are missing. */
export async function readStages(
  {client, connection}: Pick<Parts, 'client' | 'connection'>,
  keys: readonly TypeKey[],
  options: CallOptions,
): Promise<Map<TypeKey, TypeStages>> {
  const types = connection.types.filter(({key}) => keys.includes(key));
  const found = await readStagesOf(client, types, options);
  return new Map([...found].map(([{key}, stages]) => [key, stages]));
}
