/**
 * The permission table: every action of the academy and whose it is. Nothing else decides who may do what; which route is which action
 * stands in routes.ts. Least privilege: an administrator does not read grades, an instructor does not read the audit log.
 *
 * Beyond the table, two things bound an action: an academy may be closed to visitors or guests (`academySettings`), and an instructor
 * teaches only the cohorts they belong to (cohorts/taught.ts).
 */
import type { Standing } from './roles.ts';

const everyone = ['visitor', 'guest', 'trainee', 'instructor', 'author', 'administrator', 'owner'] as const;
const withAccount = ['trainee', 'instructor', 'author', 'administrator', 'owner'] as const;

export const actions = {
  /** Doors that stand open even where the academy is closed: sign-in, invitations, verification of certificates. */
  enter: everyone,
  /** Read lessons and reference pages. */
  visit: everyone,
  /** Work at a rig, answer questions, keep a record. */
  learn: ['guest', ...withAccount],
  /** How one signs in: password, second factor, passkeys, sessions. Open, too, to who must set up a second factor first. */
  'secure-account': withAccount,
  /** What one's account has here: data, certificates. */
  'keep-account': withAccount,
  /** Name, look, languages, doors, sign-on. */
  'manage-academy': ['administrator', 'owner'],
  /** Roles, suspension, invitations. Who may be made an owner only an owner says. */
  'manage-members': ['administrator', 'owner'],
  /** Make or unmake an owner; close the academy. */
  'appoint-owners': ['owner'],
  /** Bring trainees into one's cohort. */
  'invite-trainees': ['instructor', 'administrator', 'owner'],
  'read-audit': ['administrator', 'owner'],
  /** Erase a person, export somebody else's data, retention. */
  'manage-data': ['owner'],
  /** Make cohorts and say who belongs to them. */
  'manage-cohorts': ['instructor', 'administrator', 'owner'],
  /** Assignments, overrides, exams. */
  teach: ['instructor'],
  /** Grades, competencies and statistics of one's cohorts. */
  'read-grades': ['instructor', 'owner'],
  /** See a trainee's live rig, offer help, comment. */
  watch: ['instructor'],
  /** The academy's register of certificates. */
  'read-certificates': ['instructor', 'administrator', 'owner'],
  'issue-certificates': ['instructor', 'owner'],
  'revoke-certificates': ['administrator', 'owner'],
  /** Write lessons and labs, see checks and solutions, publish. */
  author: ['author'],
  /** Keys for programs. */
  'use-api-keys': ['instructor', 'author', 'administrator', 'owner'],
  /** Found further academies on this server: an owner of its first academy. */
  'found-academies': ['owner'],
} as const satisfies Record<string, readonly Standing[]>;

export type Action = keyof typeof actions;

/** May somebody of these standings do it, as far as the table goes? */
export function allows(action: Action, standings: readonly Standing[]): boolean {
  const whose: readonly Standing[] = actions[action];
  return standings.some((standing) => whose.includes(standing));
}
