import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '#academy/audit/audit.ts';
import {
  acceptInvitation,
  createInvitation,
  createSetUpLink,
  hasOwner,
  invitationsOf,
  readInvitation,
  revokeInvitation,
} from '#academy/members/invitations.ts';
import { selectOptionalMember } from '#academy/members/membership.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, RecordingHost } from '../academy-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let academyId: string;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost());
  academyId = academy.academy.id;
});
afterEach(async () => {
  await academy.database.destroy();
  await folder.remove();
});

const system = { kind: 'system' } as const;
const invite = (email: string | null = null, cohortId: string | null = null) =>
  createInvitation(academy.database, system, { academyId, email, roles: ['author'], cohortId });
const anna = { userId: 'anna', email: 'Anna@works.example' };
const ben = { userId: 'ben', email: 'ben@works.example' };
const refused = (code: string) => expect.objectContaining({ code });

describe('an invitation', () => {
  test('makes its bearer a member with its roles and in its cohort', async () => {
    const cohort = randomUUID();
    await academy.database
      .insertInto('cohort')
      .values({ id: cohort, academy_id: academyId, name: 'Autumn', created_at: '', revision: 1 })
      .execute();
    const { token } = await invite(null, cohort);
    const { memberId } = await acceptInvitation(academy.database, token, anna);
    expect(await selectOptionalMember(academy.database, academyId, 'anna')).toMatchObject({ id: memberId, roles: ['author'] });
    expect(await academy.database.selectFrom('cohort_member').select(['member_id', 'part']).execute()).toEqual([
      { member_id: memberId, part: 'trainee' },
    ]);
    const deeds = await auditEntries(academy.database, academyId, { limit: 9 });
    expect(deeds.map(({ action }) => action).sort()).toEqual(['accept-invitation', 'invite']);
  });

  test('is made once, however often its form is sent', async () => {
    const id = randomUUID();
    const asked = { id, academyId, email: null, roles: [], cohortId: null };
    await createInvitation(academy.database, system, asked);
    await expect(createInvitation(academy.database, system, asked)).rejects.toEqual(refused('sent-already'));
    expect(await academy.database.selectFrom('invitation').select('id').execute()).toEqual([{ id }]);
  });

  test('works once: the second person is told, the same person finds it done', async () => {
    const { token } = await invite();
    const first = await acceptInvitation(academy.database, token, anna);
    expect(await acceptInvitation(academy.database, token, anna)).toEqual(first);
    await expect(acceptInvitation(academy.database, token, ben)).rejects.toEqual(refused('invitation-used'));
    expect(await selectOptionalMember(academy.database, academyId, 'ben')).toBeNull();
  });

  test('of two who use it at once only one gets in', async () => {
    const { token } = await invite();
    const answers = await Promise.allSettled([
      acceptInvitation(academy.database, token, anna),
      acceptInvitation(academy.database, token, ben),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('for one address is for no other, however it is written', async () => {
    const { token } = await invite('anna@WORKS.example');
    await expect(acceptInvitation(academy.database, token, ben)).rejects.toEqual(refused('invitation-other-address'));
    await expect(acceptInvitation(academy.database, token, anna)).resolves.toMatchObject({ academyId });
  });

  test('that ran out, was withdrawn or never was opens nothing', async () => {
    const { token } = await invite();
    const later = new Date(Date.now() + 15 * 24 * 60 * 60 * 1_000);
    await expect(acceptInvitation(academy.database, token, anna, later)).rejects.toEqual(refused('invitation-expired'));
    const { id, token: withdrawn } = await invite();
    expect(await revokeInvitation(academy.database, system, 'another-academy', id)).toBe(false);
    expect(await revokeInvitation(academy.database, system, academyId, id)).toBe(true);
    expect(await revokeInvitation(academy.database, system, academyId, id)).toBe(false);
    await expect(acceptInvitation(academy.database, withdrawn, anna)).rejects.toEqual(refused('invitation-revoked'));
    await expect(acceptInvitation(academy.database, 'forged', anna)).rejects.toEqual(refused('invitation-unknown'));
    expect((await invitationsOf(academy.database, academyId)).map(({ state }) => state).sort()).toEqual(['open', 'revoked']);
  });

  test('is not in the database, only its hash', async () => {
    const { token } = await invite();
    expect(JSON.stringify(await academy.database.selectFrom('invitation').selectAll().execute())).not.toContain(token);
  });
});

describe('the set-up link', () => {
  test('makes the first owner, and then there is none', async () => {
    const link = await createSetUpLink(academy.database, academyId);
    expect((await readInvitation(academy.database, link?.token ?? ''))?.kind).toBe('set-up');
    expect(await hasOwner(academy.database, academyId)).toBe(false);
    await acceptInvitation(academy.database, link?.token ?? '', anna);
    expect(await hasOwner(academy.database, academyId)).toBe(true);
    expect(await createSetUpLink(academy.database, academyId)).toBeNull();
  });

  test('told again closes the one told before', async () => {
    const before = await createSetUpLink(academy.database, academyId);
    const now = await createSetUpLink(academy.database, academyId);
    await expect(acceptInvitation(academy.database, before?.token ?? '', anna)).rejects.toEqual(refused('invitation-revoked'));
    await acceptInvitation(academy.database, now?.token ?? '', anna);
  });
});
