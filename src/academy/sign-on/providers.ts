/** The OpenID Connect providers of an academy: who its people sign in with, and which of their groups is which role here. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { seal, unseal } from '../members/sealed.ts';

/** Roles that a group may give. An owner is made by an owner, never by a directory elsewhere. */
export const mappedRoles = ['administrator', 'author', 'instructor'] as const;
export type MappedRole = (typeof mappedRoles)[number];

const roleMap = z.record(z.string().trim().min(1).max(200), z.array(z.enum(mappedRoles)));
export type RoleMap = z.output<typeof roleMap>;

/** https, or http on this very machine: a provider in a test, or beside the academy. */
const issuer = z.url().refine((address) => {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}, 'an https address');

export const providerForm = z.strictObject({
  name: z.string().trim().min(1).max(60),
  issuer,
  clientId: z.string().trim().min(1).max(300),
  /** Empty: as it is. */
  clientSecret: z.string().max(1_000),
  groupsClaim: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_.:/-]{1,120}$/),
  roleMap,
  enabled: z.boolean(),
});
export type ProviderForm = z.output<typeof providerForm>;

export interface Provider {
  id: string;
  academyId: string;
  name: string;
  issuer: string;
  clientId: string;
  groupsClaim: string;
  roleMap: RoleMap;
  enabled: boolean;
  revision: number;
}

const purpose = 'sign-on client secret';

export async function providersOf(database: Queryable, academyId: string): Promise<Provider[]> {
  const rows = await database
    .selectFrom('sso_provider')
    .selectAll()
    .where('academy_id', '=', academyId)
    .orderBy('name')
    .execute();
  return rows.map(providerOf);
}

/** With its secret; `null` also for another academy's and for one that is switched off. */
export async function selectOptionalOpenProvider(
  database: Queryable,
  secret: string,
  academyId: string,
  id: string,
): Promise<(Provider & { clientSecret: string }) | null> {
  const row = await database
    .selectFrom('sso_provider')
    .selectAll()
    .where('academy_id', '=', academyId)
    .where('id', '=', id)
    .where('enabled', '=', 1)
    .executeTakeFirst();
  return row ? { ...providerOf(row), clientSecret: unseal(secret, purpose, row.client_secret) } : null;
}

/**
 * Enter a provider (`id` null) or change one as it stood at `revision`. Refused: `changed-meanwhile`, `unknown-provider`, `bad-setting`
 * for a new one without a secret.
 */
export async function saveProvider(
  database: Database,
  secret: string,
  by: { academyId: string; actor: Actor },
  which: { id: string; revision: number } | null,
  form: ProviderForm,
): Promise<string> {
  return transact(database, async (transaction) => {
    const { academyId, actor } = by;
    const columns = {
      name: form.name,
      issuer: form.issuer,
      client_id: form.clientId,
      groups_claim: form.groupsClaim,
      role_map: JSON.stringify(form.roleMap),
      enabled: form.enabled ? 1 : 0,
    };
    const sealed = form.clientSecret === '' ? null : seal(secret, purpose, form.clientSecret);
    const after = { ...form, clientSecret: form.clientSecret === '' ? 'as it was' : 'set' };
    if (which === null) {
      if (sealed === null) throw new Refusal('bad-setting', 'no secret', { setting: 'clientSecret' });
      const id = randomUUID();
      await transaction
        .insertInto('sso_provider')
        .values({
          id,
          academy_id: academyId,
          created_at: new Date().toISOString(),
          revision: 1,
          ...columns,
          client_secret: sealed,
        })
        .execute();
      await recordAudit(transaction, {
        academyId,
        actor,
        action: 'enter-provider',
        subject: { kind: 'sso-provider', id },
        after,
      });
      return id;
    }
    const { id, revision } = which;
    const before = (await providersOf(transaction, academyId)).find((one) => one.id === id);
    if (!before) throw new Refusal('unknown-provider');
    const written = await transaction
      .updateTable('sso_provider')
      .set({ ...columns, ...(sealed === null ? {} : { client_secret: sealed }), revision: revision + 1 })
      .where('academy_id', '=', academyId)
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (written.numUpdatedRows === 0n) throw new Refusal('changed-meanwhile');
    await recordAudit(transaction, {
      academyId,
      actor,
      action: 'change-provider',
      subject: { kind: 'sso-provider', id },
      before,
      after,
    });
    return id;
  });
}

interface Row {
  id: string;
  academy_id: string;
  name: string;
  issuer: string;
  client_id: string;
  groups_claim: string;
  role_map: string;
  enabled: number;
  revision: number;
}

const providerOf = (row: Row): Provider => ({
  id: row.id,
  academyId: row.academy_id,
  name: row.name,
  issuer: row.issuer,
  clientId: row.client_id,
  groupsClaim: row.groups_claim,
  roleMap: roleMap.parse(JSON.parse(row.role_map)),
  enabled: row.enabled === 1,
  revision: row.revision,
});
