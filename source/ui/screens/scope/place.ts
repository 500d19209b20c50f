import {oneLine} from '../../../domain/text.ts';
import type {Place, ScopeScreen, SharePanel} from '../../../domain/wizard/index.ts';
import type {Words} from '../../../words/index.ts';

/** A pipeline, or a stage with its pipeline where there is more than one. */
export function placeName(place: Place, state: ScopeScreen, whose: SharePanel['for'], words: Words): string {
  if ('pipeline' in place) return oneLine(place.pipeline.name, 60) || words.personId(place.pipeline.id);
  const {stage} = place;
  const name = oneLine(stage.name, 60) || oneLine(stage.id, 60);
  const pipelines = (whose === 'everything' ? undefined : state.places.get(whose)?.pipelines) ?? [];
  const pipeline = pipelines.length > 1 ? pipelines.find(({id}) => id === stage.pipeline) : undefined;
  return pipeline ? words.screens.filter.inPipeline(name, oneLine(pipeline.name, 40)) : name;
}
