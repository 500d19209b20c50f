import type {UnfinishedView} from './view.ts';

/** A run as the journal tells it, as far as it matters here; the engine's own summary fits. */
export interface JournalRun extends UnfinishedView {
  readonly state: 'running' | 'unfinished' | 'ended';
  readonly sourceRun?: number;
  /** Names and titles were erased. */
  readonly forgotten: boolean;
}

/**
 * The runs that may be gone on with: all of them, or those of one portal. Nobody wants to go on with what was tried again
 * or undone to its end since, and what was erased cannot be gone on with.
 */
export function unfinishedOf(runs: readonly JournalRun[], portalKey?: string): readonly UnfinishedView[] {
  const followed = new Set(runs.flatMap(({state, sourceRun}) => (state === 'ended' ? [sourceRun] : [])));
  return runs.filter(
    run =>
      run.state === 'unfinished' &&
      !run.forgotten &&
      !followed.has(run.run) &&
      (portalKey ?? run.portalKey) === run.portalKey,
  );
}
