/**
 * A form that makes something shown once carries the id of what it will make. Sent again (a page reloaded, a button pressed twice), it
 * makes nothing: what has this id is there already.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Queryable } from '../database/open.ts';
import { Refusal } from './problems.ts';

/** The field's name. */
export const sendingField = 'sending';

/** The id for what this form makes; refused as `malformed` when the field is none of ours. A form without it makes something new each time. */
export function sendingOf(form: URLSearchParams): string {
  const given = form.get(sendingField);
  if (given === null) return randomUUID();
  const id = z.uuid().safeParse(given);
  if (!id.success) throw new Refusal('malformed');
  return id.data;
}

/** Refuse (`sent-already`) what the table has under this id. */
export async function refuseSentAgain(transaction: Queryable, table: 'api_key' | 'invitation', id: string): Promise<void> {
  const there = await transaction.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst();
  if (there) throw new Refusal('sent-already');
}
