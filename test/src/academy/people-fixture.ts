/** People with accounts, names and roles, and academies beside the first. */
import { randomUUID } from 'node:crypto';
import type { Teacher } from '#academy/cohorts/teacher.ts';
import type { Role } from '#academy/permissions/roles.ts';
import type { Services } from '#academy/services.ts';

/** `name@works.example`, in lower case and with dots. */
export const addressOf = (name: string): string => `${name.toLowerCase().replaceAll(' ', '.')}@works.example`;

export async function person(
  academy: Services,
  name: string,
  roles: Role[] = [],
  within: string = academy.academy.id,
): Promise<Teacher & { email: string; userId: string }> {
  const context = await academy.accounts.$context;
  const email = addressOf(name);
  const user = await context.internalAdapter.createUser({ name, email, emailVerified: false }, { method: 'admin' });
  const id = randomUUID();
  const at = '2026-01-01T00:00:00.000Z';
  await academy.database.insertInto('member').values({ id, academy_id: within, user_id: user.id, created_at: at }).execute();
  for (const role of roles)
    await academy.database
      .insertInto('member_role')
      .values({ academy_id: within, member_id: id, role, granted_at: at })
      .execute();
  return { id, academyId: within, roles, actor: { kind: 'member', member: id }, email, userId: user.id };
}

export async function anotherAcademy(academy: Services, slug = 'press-works'): Promise<string> {
  const id = randomUUID();
  await academy.database
    .insertInto('academy')
    .values({ id, slug, name: slug, created_at: '2026-01-01T00:00:00.000Z', settings: '{}', revision: 1, host: null })
    .execute();
  return id;
}
