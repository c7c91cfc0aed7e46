/** A web process as far as its database: opens it and the accounts, tells that it is up, waits. Arguments: the database's address. */
import { defaultAcademy } from '#academy/academies/academies.ts';
import { openDatabase } from '#academy/database/open.ts';
import { openAccounts } from '#academy/members/accounts.ts';

const database = await openDatabase({ engine: 'postgres', url: process.argv[2] ?? '' });
await openAccounts({ database, secret: 'x'.repeat(40), publicUrl: null });
const { id } = await defaultAcademy(database);
await database.destroy();
process.send?.(id);
process.disconnect();
