/**
 * The set-up link: whoever has it becomes the academy's first owner, so it goes to the person at the keyboard and never through the log.
 * There is no default password.
 */
import { defaultAcademy } from '#academy/academies/academies.ts';
import { openDatabase } from '#academy/database/open.ts';
import { placeOf } from '#academy/database/place.ts';
import { createSetUpLink } from '#academy/members/invitations.ts';
import type { Configuration } from './configuration/settings.ts';

/** A new link below `address` (without a slash at its end); links made before no longer open. `null` once the academy has an owner. */
export async function newSetUpLink(
  { MILLWRIGHT_DATA, MILLWRIGHT_DATABASE }: Pick<Configuration, 'MILLWRIGHT_DATA' | 'MILLWRIGHT_DATABASE'>,
  address: string,
): Promise<string | null> {
  const database = await openDatabase(placeOf(MILLWRIGHT_DATABASE, MILLWRIGHT_DATA));
  try {
    const link = await createSetUpLink(database, (await defaultAcademy(database)).id);
    return link === null ? null : `${address}/set-up/${link.token}/`;
  } finally {
    await database.destroy();
  }
}
