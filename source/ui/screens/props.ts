import type {Common, Screen} from '../../domain/wizard/index.ts';
import type {Dispatch} from '../hooks/use-ask.ts';

export interface ScreenProps<S extends Screen> {
  readonly state: S & Common;
  readonly dispatch: Dispatch;
}
