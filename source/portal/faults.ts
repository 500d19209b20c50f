/**
 * Why one request or one command of a batch has no result.
 *
 * - `refused`: the portal answered this call with an error; it was not carried out, or it was and something after it
 *   failed (trap 11), so a write is read back before anything is said.
 * - `too-many`: 503, not carried out. `execution-time`: 429, not carried out.
 * - `unreachable`: no connection was made, nothing was sent.
 * - `too-late`: not sent, since what it was based on has become too old while it waited for its turn.
 * - `lost`: sent, but no readable answer came; a write may have been carried out or still be (fact sheet section 1).
 */
export type FaultKind = 'refused' | 'too-many' | 'execution-time' | 'unreachable' | 'too-late' | 'lost';

/** An answer that is no result. Never holds the address's secret: the transport redacts all texts. */
export class PortalFault extends Error {
  override readonly name = 'PortalFault';
  readonly kind: FaultKind;
  readonly method: string;
  /** The portal's `error` as text: may be empty, "0", or a code (trap 8). For lost answers what came instead. */
  readonly code: string;
  /** The portal's own words: hostile, any language, may be empty. */
  readonly text: string;
  readonly status: number;

  constructor(kind: FaultKind, method: string, code: string, text: string, status = 0) {
    super(`${method}: ${kind} ${code} ${text}`.trim());
    this.kind = kind;
    this.method = method;
    this.code = code;
    this.text = text;
    this.status = status;
  }
}

/** Sentence-like form of a refusal for reports: the portal's words, else its code, else that it gave no reason. */
export function refusalText(fault: Pick<PortalFault, 'code' | 'text'>): string {
  // Some texts come with line breaks of HTML (fact sheet sections 1 and 10).
  return fault.text.replace(/<br\s*\/?>/gi, ' ').trim() || fault.code.trim() || 'the portal gave no reason';
}
