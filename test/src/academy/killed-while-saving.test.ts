import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultAcademy } from '#academy/academies/academies.ts';
import { openDatabase } from '#academy/database/open.ts';
import { currentFiles, history } from '#academy/work/files.ts';
import { placeIn, settingIn } from './academy-database.ts';
import { addMember, dataFolder } from './academy-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
beforeEach(() => {
  folder = dataFolder();
});
afterEach(() => folder.remove());

test('kill -9 in the middle of saving loses no acknowledged save, three times in a row', async () => {
  let database = await openDatabase(await placeIn(folder.dir));
  const academyId = (await defaultAcademy(database)).id;
  for (const acknowledgements of [1, 23, 60]) {
    const memberId = await addMember(database, academyId);
    await database.destroy();

    const child = fork(new URL('./typing-child.ts', import.meta.url), [
      await settingIn(folder.dir),
      folder.dir,
      academyId,
      memberId,
    ]);
    let acknowledged = 0;
    child.on('message', (revision) => {
      acknowledged = Number(revision);
      if (acknowledged === acknowledgements) child.kill('SIGKILL');
    });
    await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);

    expect(acknowledged).toBeGreaterThanOrEqual(acknowledgements);
    database = await openDatabase(await placeIn(folder.dir));
    const owner = { academyId, memberId, labId: 'lab-1' };
    const kept = await history(database, owner, { controller: 'plc', name: 'main.st' });
    expect(kept.slice(0, acknowledged).map((row) => row.number)).toEqual(
      Array.from({ length: acknowledged }, (_, index) => index + 1),
    );
    // At most the one save that was under way is there beyond what was acknowledged, and the file stands at the last whole one.
    expect(kept.length).toBeLessThanOrEqual(acknowledged + 1);
    const [file] = await currentFiles(database, owner);
    expect(file?.revision).toBe(kept.length);
    expect(file?.text).toBe(`text number ${kept.length}\n`.repeat(200));
  }
  await database.destroy();
});
