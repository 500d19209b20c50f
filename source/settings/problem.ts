import type {FilesTrouble} from '../domain/trouble.ts';

/** What a failed file operation means for the user. Anything that is not about space is what the caller was doing. */
export function filesProblem(error: unknown, otherwise: 'unreadable' | 'unwritable'): FilesTrouble['problem'] {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG' ? 'full' : otherwise;
}
