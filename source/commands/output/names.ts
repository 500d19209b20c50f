import {PLAIN_TYPE_KEYS, type EntityType, type TypeKey} from '../../domain/entity-types.ts';
import {words} from '../../words/index.ts';

/** How plain lines name the types of one portal. */
export interface TypeNames {
  /** The first word of a line: "leads", "Tenders (smart process)". */
  label(key: TypeKey): string;
  /** "1 lead", "60 invoices". */
  counted(key: TypeKey, count: number): string;
}

/** Our own names of types go in small letters; the portal's own titles stay as they are. */
export function typeNames(types: readonly EntityType[]): TypeNames {
  const named = (key: TypeKey): Pick<EntityType, 'key'> & Partial<EntityType> =>
    types.find(type => type.key === key) ?? {key};
  const isPlain = (key: TypeKey): boolean => (PLAIN_TYPE_KEYS as readonly string[]).includes(key);
  return {
    label(key) {
      const name = words.type.name(named(key));
      return isPlain(key) ? name.toLowerCase() : name;
    },
    // Vendors can be contacts and companies: without the kind two numbers would bear one name.
    counted: (key, count) =>
      isPlain(key)
        ? words.type.counted(named(key), count)
        : `${words.format.number(count)} ${words.type.name(named(key))}`,
  };
}
