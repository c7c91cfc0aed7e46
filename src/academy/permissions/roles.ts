/**
 * What people are in an academy. Everyone with an account there is a trainee; the other roles are granted. None contains another: an
 * owner who wants to write lessons is an author, too.
 */
import { z } from 'zod';

export const grantedRoles = ['owner', 'administrator', 'author', 'instructor'] as const;
export const role = z.enum(grantedRoles);
/** A role that somebody grants. */
export type Role = z.output<typeof role>;

/** In their order, each once. */
export const rolesPart = z.array(role).transform((roles) => grantedRoles.filter((one) => roles.includes(one)));

/** Whom the permission table speaks of: a visitor has no session, a guest no account. */
export const standings = ['visitor', 'guest', 'trainee', 'instructor', 'author', 'administrator', 'owner'] as const;
export type Standing = (typeof standings)[number];

/** All that somebody is at once; `null` is a visitor. */
export function standingsOf(member: { guest: boolean; roles: readonly Role[] } | null): readonly Standing[] {
  if (member === null) return ['visitor'];
  return member.guest ? ['guest'] : ['trainee', ...member.roles];
}
