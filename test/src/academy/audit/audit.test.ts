import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries, recordAudit } from '#academy/audit/audit.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, RecordingHost } from '../academy-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost());
});
afterEach(async () => {
  await academy.database.destroy();
  await folder.remove();
});

const deed = (id: string) => ({
  academyId: academy.academy.id,
  actor: { kind: 'member' as const, member: 'anna', actingAs: 'ben' },
  action: 'grant-role',
  subject: { kind: 'member' as const, id },
  before: [],
  after: ['author'],
});

describe('the audit log', () => {
  test('tells who acted, as whom, on what, before and after', async () => {
    await recordAudit(academy.database, deed('carla'), new Date('2026-03-01T08:00:00Z'));
    expect(await auditEntries(academy.database, academy.academy.id, { limit: 10 })).toEqual([
      {
        id: expect.any(String),
        at: '2026-03-01T08:00:00.000Z',
        actorKind: 'member',
        actor: 'anna',
        actingAs: 'ben',
        action: 'grant-role',
        subject: { kind: 'member', id: 'carla' },
        before: [],
        after: ['author'],
      },
    ]);
  });

  test('has no entry for a deed that was taken back', async () => {
    await academy.database
      .transaction()
      .execute(async (transaction) => {
        await recordAudit(transaction, deed('carla'));
        throw new Error('the deed failed');
      })
      .catch(() => {});
    expect(await auditEntries(academy.database, academy.academy.id, { limit: 10 })).toEqual([]);
  });

  test('is read a page at a time, newest first, without gaps where instants are alike', async () => {
    const at = new Date('2026-03-01T08:00:00Z');
    for (const id of ['a', 'b', 'c', 'd', 'e']) await recordAudit(academy.database, deed(id), at);
    const first = await auditEntries(academy.database, academy.academy.id, { limit: 3 });
    const rest = await auditEntries(academy.database, academy.academy.id, { limit: 3, before: first[2]! });
    expect([...first, ...rest].map(({ subject }) => subject.id).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('of another academy is not shown', async () => {
    await recordAudit(academy.database, deed('carla'));
    expect(await auditEntries(academy.database, 'another', { limit: 10 })).toEqual([]);
  });
});
