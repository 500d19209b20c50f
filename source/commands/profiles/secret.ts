import {UsageTrouble} from '../../domain/trouble.ts';
import type {WebhookAddress} from '../../domain/webhook.ts';
import {plain} from '../../words/plain.ts';
import {askTyped} from '../ask.ts';
import type {Outside} from '../outside.ts';
import {readAddress} from '../portal/choose.ts';
import {readInput} from '../portal/input.ts';
import {StoppedTrouble} from '../trouble.ts';

/**
 * The webhook address of a new portal: from the environment, piped in, or typed where a person is, unseen. Never from the
 * command line.
 *
 * @throws UsageTrouble where it comes from nowhere or is none, StoppedTrouble where the person would rather not
 */
export async function giveAddress(outside: Outside): Promise<WebhookAddress> {
  const webhook = outside.env['B24_HANDOVER_WEBHOOK'];
  if (webhook) return readAddress(plain.fromEnvironment, webhook, outside);
  if (!outside.stdin.isTTY) return readAddress(plain.fromInput, await readInput(outside), outside);
  if (!outside.interactive) throw new UsageTrouble(plain.webhookMissing);
  for (const line of plain.askWebhook) outside.say(line);
  const typed = await askTyped(plain.askWebhookPrompt, outside, '•');
  if (typed === undefined) throw new StoppedTrouble(plain.cancelled);
  return readAddress(plain.fromInput, typed, outside);
}
