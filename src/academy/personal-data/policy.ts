/**
 * What of a person stands in which table, and what becomes of it when they are erased (GDPR 15, 17 and 20; PIPL 44 to 47). Every table of
 * ours is here: a test compares this with columns.ts, so that a new table cannot be forgotten.
 *
 * `whose`: the column that names the member. `erase`: `delete` the rows; `keep` them, because they hold nothing of the person but a number
 * and others need them; `own`: code of its own (erase.ts says which). `without`: columns that an export leaves out, being secrets.
 * Rows are deleted in this order, for some name others.
 */
import type { tables } from '../database/columns.ts';

type Table = keyof typeof tables;

export interface PersonalTable {
  table: Table;
  whose: string;
  erase: 'delete' | 'keep' | 'own';
  without?: readonly string[];
}

export const personalTables = [
  { table: 'step_progress', whose: 'member_id', erase: 'delete' },
  { table: 'attempt', whose: 'member_id', erase: 'delete' },
  { table: 'file', whose: 'member_id', erase: 'delete' },
  { table: 'file_revision', whose: 'member_id', erase: 'delete' },
  { table: 'review_answer', whose: 'member_id', erase: 'delete' },
  { table: 'review', whose: 'member_id', erase: 'delete' },
  { table: 'pinned_edition', whose: 'member_id', erase: 'delete' },
  { table: 'reset_link', whose: 'member_id', erase: 'delete', without: ['token_hash'] },
  { table: 'answer', whose: 'member_id', erase: 'delete' },
  { table: 'reading', whose: 'member_id', erase: 'delete' },
  { table: 'lesson_completion', whose: 'member_id', erase: 'delete' },
  { table: 'announcement_dismissal', whose: 'member_id', erase: 'delete' },
  { table: 'line_comment', whose: 'member_id', erase: 'delete' },
  { table: 'assistance', whose: 'member_id', erase: 'delete' },
  { table: 'grade_adjustment', whose: 'member_id', erase: 'delete' },
  { table: 'assignment_override', whose: 'member_id', erase: 'delete' },
  { table: 'exam_sitting', whose: 'member_id', erase: 'delete' },
  { table: 'cohort_member', whose: 'member_id', erase: 'delete' },
  { table: 'preference', whose: 'member_id', erase: 'delete' },
  { table: 'api_key', whose: 'member_id', erase: 'delete', without: ['key_hash'] },
  { table: 'member_role', whose: 'member_id', erase: 'delete' },
  { table: 'certificate', whose: 'member_id', erase: 'own' },
  { table: 'invitation', whose: 'accepted_by', erase: 'own', without: ['token_hash'] },
  // Only its id, by which the rig's saved state is found and forgotten; then its row goes, too.
  { table: 'rig', whose: 'member_id', erase: 'keep' },
  // Who did what by number: the record of others' accounts and of the person's own deeds to them.
  { table: 'audit', whose: 'actor', erase: 'keep' },
  { table: 'member', whose: 'id', erase: 'own' },
] as const satisfies readonly PersonalTable[];

/**
 * Of the account rather than of one academy: they go with it. An export leaves out what names the other academies' addresses, and questions
 * that live for minutes.
 */
export const accountTables = [
  { table: 'passkey', without: ['public_key', 'rp_id'] },
  { table: 'passkey_challenge', without: 'all' },
] as const satisfies readonly { table: Table; without: readonly string[] | 'all' }[];

/** Tables that hold nothing of a person; a column that says who made a row holds a number. */
export const impersonalTables: readonly Table[] = [
  'academy',
  'sso_provider',
  'cohort',
  'assignment',
  'edition',
  'announcement',
  'signing_key',
  'status_list',
];
