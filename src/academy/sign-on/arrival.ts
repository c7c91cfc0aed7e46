/**
 * Whom a provider's identity is here: the account it was linked to, or a new one. An account that exists with the same e-mail address is
 * not taken over: an academy's administrators choose their provider, and must not become other academies' people by it.
 */
import { recordAudit } from '../audit/audit.ts';
import type { Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { addMember } from '../members/membership.ts';
import { rolesPart } from '../permissions/roles.ts';
import type { Services } from '../services.ts';
import type { Identity } from './flow.ts';
import { type MappedRole, mappedRoles, type Provider } from './providers.ts';

const accountProvider = (provider: Provider): string => `oidc:${provider.id}`;

/**
 * The user of an identity. `signedIn`: somebody with an account links it to themselves. Refused: `sign-on-address-taken`,
 * `sign-on-other-account` when it is linked to somebody else.
 */
export async function userOfIdentity(
  services: Services,
  provider: Provider,
  identity: Identity,
  signedIn: string | null,
): Promise<string> {
  const { internalAdapter } = await services.accounts.$context;
  const key = { providerId: accountProvider(provider), accountId: identity.subject };
  const linked = await internalAdapter.findAccountByKey(key);
  if (linked) {
    if (signedIn !== null && linked.userId !== signedIn) throw new Refusal('sign-on-other-account');
    return linked.userId;
  }
  const userId = signedIn ?? (await newUser(services, provider, identity));
  await internalAdapter.createAccount({ userId, ...key });
  return userId;
}

async function newUser(services: Services, provider: Provider, { subject, name, email }: Identity): Promise<string> {
  const { internalAdapter } = await services.accounts.$context;
  if (email !== null && (await internalAdapter.findUserByEmail(email))) throw new Refusal('sign-on-address-taken');
  const user = await internalAdapter.createUser(
    // Without a proven address: one that can receive nothing (RFC 2606) and belongs to nobody else.
    {
      name,
      email: email ?? `${Buffer.from(subject).toString('hex').slice(0, 50)}@${provider.id}.invalid`,
      emailVerified: email !== null,
    },
    { method: 'sso-oidc' },
  );
  return user.id;
}

/**
 * Make the user a member, with the roles of their groups as they are now: what a group gave before and gives no more is taken back; what
 * people here gave stays.
 */
export async function joinByGroups(
  services: Services,
  provider: Provider,
  userId: string,
  groups: readonly string[],
  now: Date,
): Promise<void> {
  await transact(services.database, async (transaction) => {
    const { academyId } = provider;
    const member = await addMember(transaction, academyId, userId);
    const wanted = rolesOf(provider, groups);
    const given = await grantedBy(transaction, provider, member.id);
    const taken = given.filter((role) => !wanted.includes(role));
    const added = wanted.filter((role) => !member.roles.includes(role));
    if (taken.length > 0)
      await transaction
        .deleteFrom('member_role')
        .where('academy_id', '=', academyId)
        .where('member_id', '=', member.id)
        .where('granted_by', '=', accountProvider(provider))
        .where('role', 'in', taken)
        .execute();
    for (const role of added)
      await transaction
        .insertInto('member_role')
        .values({
          academy_id: academyId,
          member_id: member.id,
          role,
          granted_at: now.toISOString(),
          granted_by: accountProvider(provider),
        })
        .execute();
    if (taken.length === 0 && added.length === 0) return;
    await recordAudit(
      transaction,
      {
        academyId,
        actor: { kind: 'system' },
        action: 'set-roles-by-groups',
        subject: { kind: 'member', id: member.id },
        before: member.roles,
        after: rolesPart.parse([...member.roles.filter((role) => !taken.some((one) => one === role)), ...added]),
      },
      now,
    );
  });
}

const rolesOf = ({ roleMap }: Provider, groups: readonly string[]): MappedRole[] =>
  mappedRoles.filter((role) => groups.some((group) => Object.hasOwn(roleMap, group) && roleMap[group]?.includes(role)));

async function grantedBy(transaction: Queryable, provider: Provider, memberId: string): Promise<MappedRole[]> {
  const rows = await transaction
    .selectFrom('member_role')
    .select('role')
    .where('academy_id', '=', provider.academyId)
    .where('member_id', '=', memberId)
    .where('granted_by', '=', accountProvider(provider))
    .execute();
  return mappedRoles.filter((role) => rows.some((row) => row.role === role));
}
