import type {AddressProblem, WebhookAddress} from '../webhook.ts';
import type {Failure, PortalView, SavedView, UnfinishedView} from './view.ts';

export type Target =
  | {readonly to: 'demo'}
  | {readonly to: 'saved'; readonly name: string}
  | {readonly to: 'address'; readonly address: WebhookAddress}
  /** Where such a portal has moved to, after somebody said yes; `seen` are all hosts on the way there. */
  | {
      readonly to: 'moved';
      readonly of: Extract<Target, {to: 'saved' | 'address'}>;
      readonly origin: string;
      readonly seen: readonly string[];
    };

export interface PortalScreen {
  readonly screen: 'portal';
  readonly saved: readonly SavedView[];
  readonly highlighted: number;
  readonly mode: PortalMode;
}

export type PortalMode =
  | {readonly at: 'list'}
  | {readonly at: 'add'; readonly typed: string; readonly problem: AddressProblem | undefined}
  | {readonly at: 'menu'; readonly name: string; readonly highlighted: number}
  | {readonly at: 'rename'; readonly name: string; readonly typed: string; readonly problem: NameProblem | undefined}
  | {readonly at: 'renaming'; readonly name: string; readonly to: string; readonly token: number}
  | {readonly at: 'testing'; readonly name: string; readonly token: number}
  /** What came of the test: the portal as it answers, or why it does not. */
  | {readonly at: 'tested'; readonly name: string; readonly result: PortalView | Failure}
  | {readonly at: 'forgetting'; readonly name: string; readonly token: number}
  | {readonly at: 'connecting'; readonly token: number; readonly target: Target}
  /** A portal that was added just now: what its key can and cannot do is read before it is gone on with. */
  | {readonly at: 'entered'; readonly entered: Entered}
  /** It redirects to another host: may the key be sent there? */
  | {
      readonly at: 'moved';
      readonly target: Extract<Target, {to: 'moved'}>;
      readonly from: string;
      readonly highlighted: number;
    }
  | {readonly at: 'failed'; readonly target: Target; readonly failure: Failure; readonly highlighted: number};

/** Why a portal cannot be called so. */
export type NameProblem = 'bad' | 'demo' | 'taken';

/** A connection that has come about. */
export interface Entered {
  readonly portal: PortalView;
  readonly token: number;
  readonly unfinished: readonly UnfinishedView[];
}
