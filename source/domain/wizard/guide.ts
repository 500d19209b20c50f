import {EXIT, exitCodeOf, type RunReport} from '../outcomes.ts';
import type {Common, Screen} from './state.ts';
import type {PortalView} from './view.ts';

/** What was learned on the demo portal is told once more where it counts. */
export type GuideFor = 'demo' | 'portal';

/** What a screen is there for is told on these. */
export type GuidedScreen = 'portal' | 'leaver' | 'tally' | 'scope' | 'plan' | 'run' | 'proof';

export function guideFor({demo}: Pick<PortalView, 'demo'>): GuideFor {
  return demo ? 'demo' : 'portal';
}

/** The screen that has a guide of its own, if this is one; whether it is the first time does not matter. */
export function guidedScreen(state: Screen): GuidedScreen | undefined {
  switch (state.screen) {
    case 'portal':
      return state.mode.at === 'list' ? 'portal' : undefined;
    case 'leaver':
    case 'tally':
    case 'scope':
    case 'proof':
      return state.screen;
    case 'plan':
      return state.source.by === 'scope' && !state.records && state.facts === undefined ? 'plan' : undefined;
    case 'run':
      return state.plan.kind === 'undo' ? undefined : 'run';
    case 'resume':
    case 'undo':
    case 'ended':
      return undefined;
  }
}

/** Whether the screen opens with its guide: the first time through, and while nothing else needs the room. */
export function isGuided(state: Screen & Common): boolean {
  const screen = guidedScreen(state);
  if (screen === undefined || state.quit || state.help) return false;
  if (state.screen === 'run' && state.question) return false;
  if (state.screen === 'proof') return state.guided && !state.list;
  return state.guide.includes('portal' in state ? guideFor(state.portal) : 'portal');
}

/** A handover that came to its end, proved, was the first time. */
export function guideAfter(guide: Common['guide'], portal: PortalView, report: RunReport): Common['guide'] {
  const isProved = report.kind === 'handover' && report.proof !== undefined && exitCodeOf(report) === EXIT.done;
  return isProved ? guide.filter(one => one !== guideFor(portal)) : guide;
}
