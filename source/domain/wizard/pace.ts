/** How far a run was at a moment. */
export interface Sample {
  readonly at: number;
  readonly done: number;
}

/** How far back the pace looks: long enough to be calm, short enough to notice a pause. */
const SPAN_MS = 20_000;
const STEP_MS = 1000;

/** Adds a sample, at most one a second, and forgets those that are too old. */
export function sampled(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples[samples.length - 1];
  if (last && sample.at - last.at < STEP_MS) return samples;
  return [...samples.filter(({at}) => sample.at - at <= SPAN_MS), sample];
}

/** Records a second over the last seconds, or undefined while that cannot be told. */
export function moving(samples: readonly Sample[]): number | undefined {
  const first = samples[0];
  const last = samples[samples.length - 1];
  if (!first || !last || last.at - first.at < 2 * STEP_MS || last.done <= first.done) return undefined;
  return ((last.done - first.done) * 1000) / (last.at - first.at);
}
