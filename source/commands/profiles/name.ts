import {isProfileName} from '../../domain/profile.ts';
import {oneLine} from '../../domain/text.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import type {Profile} from '../../settings/file.ts';
import {DEMO_PROFILE} from '../../settings/names.ts';
import {plain} from '../../words/plain.ts';

/**
 * A name that a portal may be saved under.
 *
 * @param own the portal that is to have it, which may have it already
 * @throws UsageTrouble for one that cannot be typed after --profile, is the built-in portal's, or is another's
 */
export function readName(name: string, own: Profile | undefined, saved: readonly Profile[]): string {
  if (!isProfileName(name)) throw new UsageTrouble(plain.badName(oneLine(name, 60)));
  if (name === DEMO_PROFILE) throw new UsageTrouble(plain.demoName);
  const holder = saved.find(profile => profile.name === name);
  if (holder && holder.name !== own?.name) throw new UsageTrouble(plain.nameTaken(name, new URL(holder.origin).host));
  return name;
}
