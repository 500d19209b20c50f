import {createHash} from 'node:crypto';
import {lstatSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import * as v from 'valibot';
import {FilesTrouble} from '../domain/trouble.ts';
import {removeDurably, writeDurably} from './durable.ts';

const SCHEMA = 1;
const intentShape = v.object({
  schema: v.literal(SCHEMA),
  portalKey: v.string(),
  portalName: v.string(),
  leaverId: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  leaverName: v.string(),
  since: v.number(),
  /** The account was read as active after the hire. */
  opened: v.optional(v.boolean()),
});

/** Our written word that an account is about to be opened and has to be shut. No secret is in it. */
export type RehireIntent = Omit<v.InferOutput<typeof intentShape>, 'schema'>;

/**
 * The intents to open an account. One file each, flushed before the hire is sent, removed only after the portal's own
 * record said "dismissed": whatever is here at a start may be an open account.
 */
export function createIntents(folder: string) {
  const home = join(folder, 'windows');
  const fileOf = (intent: Pick<RehireIntent, 'portalKey' | 'leaverId'>): string =>
    join(home, `${createHash('sha256').update(intent.portalKey).digest('hex').slice(0, 16)}-${intent.leaverId}.json`);

  return {
    write(intent: RehireIntent): void {
      // Field by field: whatever else a caller's object holds does not get into the file.
      const {portalKey, portalName, leaverId, leaverName, since, opened} = intent;
      const content = {schema: SCHEMA, portalKey, portalName, leaverId, leaverName, since, opened};
      writeDurably(fileOf(intent), `${JSON.stringify(content)}\n`);
    },

    remove(intent: Pick<RehireIntent, 'portalKey' | 'leaverId'>): void {
      removeDurably(fileOf(intent));
    },

    /** Whether our word stands, readable or not: in doubt it does. */
    stands(intent: Pick<RehireIntent, 'portalKey' | 'leaverId'>): boolean {
      try {
        lstatSync(fileOf(intent));
        return true;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code !== 'ENOENT';
      }
    },

    /** @throws FilesTrouble for a file that is not what was written: it is kept, since it may stand for an open account */
    list(): RehireIntent[] {
      const {intents, troubles} = survey(home);
      if (troubles[0]) throw troubles[0];
      return intents;
    },

    /** As `list`, with what cannot be read beside what can: one broken file must not hide other open accounts. */
    survey: (): {intents: RehireIntent[]; troubles: FilesTrouble[]} => survey(home),
  };
}

function survey(home: string): {intents: RehireIntent[]; troubles: FilesTrouble[]} {
  const intents: RehireIntent[] = [];
  const troubles: FilesTrouble[] = [];
  for (const name of namesIn(home)) {
    try {
      intents.push(readIntent(join(home, name)));
    } catch (error) {
      if (!(error instanceof FilesTrouble)) throw error;
      troubles.push(error);
    }
  }
  return {intents, troubles};
}

export type Intents = ReturnType<typeof createIntents>;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter(name => name.endsWith('.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new FilesTrouble('unreadable', folder, error);
  }
}

function readIntent(file: string): RehireIntent {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new FilesTrouble('unreadable', file, error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FilesTrouble('broken', file, error);
  }
  const result = v.safeParse(intentShape, value);
  if (result.success) return result.output;
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  throw new FilesTrouble(typeof schema === 'number' && schema > SCHEMA ? 'newer' : 'broken', file);
}
