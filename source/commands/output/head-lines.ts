import {missingPermissions} from '../../domain/permissions.ts';
import type {Person} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import type {ConnectionLimit} from '../../domain/trouble.ts';
import type {Connection} from '../../engine/contract.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {factLine} from './line.ts';

/** "portal   acme.bitrix24.com, Olga Smirnova #17, administrator". */
export function portalLine({portalName, demo, me}: Connection): string {
  const name = oneLine(portalName, 100);
  const who = `${oneLine(me.name, 80)} #${me.id}`;
  const facts = [demo ? plain.demoPortal(name) : name, who, me.admin ? plain.administrator : plain.noAdministrator];
  return factLine(plain.label.portal, facts.join(', '));
}

/** "leaver   Anna Petrova #42, dismissed". */
export function leaverLine(leaver: Person): string {
  const state = leaver.active ? plain.stillActive : plain.dismissed;
  return factLine(plain.label.leaver, `${words.person(leaver)}, ${state}`);
}

/** What is not listed without the permissions that this key lacks, and how to get them. */
export function permissionLines({scopes}: Connection): string[] {
  return words.permissions(missingPermissions(scopes)).map(line => factLine(plain.label.note, line));
}

/** What this key cannot do, of what matters to the command. */
export function limitLines({limits}: Connection, matters: (limit: ConnectionLimit) => boolean = () => true): string[] {
  return limits.filter(matters).map(limit => factLine(plain.label.note, words.limit(limit)));
}
