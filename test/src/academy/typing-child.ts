/**
 * A process that types: saves revision after revision and tells on its channel, in the same order, what was acknowledged. It is
 * killed in the middle of it by killed-while-saving.test.ts. Arguments: MILLWRIGHT_DATABASE, data folder, academy id, member id.
 */
import { openDatabase } from '#academy/database/open.ts';
import { placeOf } from '#academy/database/place.ts';
import { saveTyped } from '#academy/work/files.ts';

const [setting = '', dataDir = '', academyId = '', memberId = ''] = process.argv.slice(2);
const database = await openDatabase(placeOf(setting, dataDir));
const owner = { academyId, memberId, labId: 'lab-1' };
let base = 0;
for (;;) {
  const text = `text number ${base + 1}\n`.repeat(200);
  const { revision } = await saveTyped(database, owner, { controller: 'plc', name: 'main.st', text, base });
  base = revision;
  // The acknowledgement leaves this process before the next save begins, as an HTTP answer would.
  await new Promise<void>((resolve) => process.send!(revision, () => resolve()));
}
