/** A member with roles in a browser of their own, by a key of theirs: what is tested here is not the sign-in. */
import { createApiKey } from '#academy/members/api-keys.ts';
import { actions, allows } from '#academy/permissions/actions.ts';
import type { Role } from '#academy/permissions/roles.ts';
import type { Services } from '#academy/services.ts';
import { person } from '../people-fixture.ts';
import { Browser, type TestSite } from '../site-fixture.ts';

export class KeyedBrowser extends Browser {
  readonly id: string;
  readonly academyId: string;
  readonly #key: string;
  constructor(site: TestSite, who: { id: string; academyId: string }, key: string) {
    super(site);
    this.id = who.id;
    this.academyId = who.academyId;
    this.#key = key;
  }

  /** The header that says who it is. */
  get authorization(): string {
    return `Bearer ${this.#key}`;
  }

  override send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return super.send(method, path, body, { authorization: this.authorization, ...headers });
  }
}

export async function member(
  services: Services,
  site: TestSite,
  name: string,
  roles: Role[],
  within?: string,
): Promise<KeyedBrowser> {
  const who = await person(services, name, roles, within);
  const may = Object.keys(actions) as (keyof typeof actions)[];
  const key = await createApiKey(services.database, {
    academyId: who.academyId,
    memberId: who.id,
    name: 'test',
    actions: may.filter((action) => allows(action, ['trainee', ...roles])),
    expiresAt: '2999-01-01T00:00:00.000Z',
  });
  return new KeyedBrowser(site, who, key.secret);
}
