/**
 * A guest signs in or signs up: their work comes along, on every way in. The guest is known by the session cookie that the request still
 * carries; what could not move yet (the database refused, or the account is not a member where the work is) is remembered in a signed
 * cookie and tried again at the next arrival. Whatever happens here, the sign-in stands.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { parseCookies } from 'better-auth/cookies';
import { academiesOf } from '../academies/academies.ts';
import type { Services } from '../services.ts';
import { adoptGuest } from './adopt-guest.ts';
import { joinable } from './joining.ts';
import { addMember } from './membership.ts';

export interface Arrived {
  /** Labs whose work came along. */
  labs: number;
  /** Set-Cookie headers that the answer must carry. */
  setCookie: string[];
}

/**
 * Call it once the person has shown who they are, with the request that showed it, before the answer's cookies replace the guest's.
 * An account without any academy joins the one that it has reached where anyone may. `invitedTo`: an academy whose invitation they hold and
 * are about to accept. Idempotent; never throws for work that could not be moved.
 */
export async function arrive(
  services: Services,
  request: Request,
  userId: string,
  invitedTo: string | null = null,
): Promise<Arrived> {
  const { database, accounts, log } = services;
  const own = await academiesOf(database, userId);
  const open = await joinable(services, request.headers);
  const into = new Set([...own.map(({ id }) => id), ...(invitedTo === null ? [] : [invitedTo]), ...(open ? [open.id] : [])]);
  const cookie = await rememberedCookie(services);
  const remembered = readRemembered(services, request.headers, cookie.name);
  const current = await guestOf(services, request.headers);
  const left = new Set<string>();
  let labs = 0;
  for (const guest of new Set([current, ...remembered])) {
    if (guest === null || guest === userId) continue;
    try {
      const adopted = await adoptGuest(database, guest, userId, into);
      labs += adopted.labs;
      // Nobody comes back as a guest who has become somebody.
      if (adopted.left) left.add(guest);
      else await accounts.api.endSessions({ body: { userId: guest } });
    } catch (error) {
      log.error({ err: error }, "a guest's work could not be moved to their account; it is tried again when they sign in next");
      left.add(guest);
    }
  }
  if (open && own.length === 0) await addMember(database, open.id, userId);
  return { labs, setCookie: left.size > 0 || remembered.length > 0 ? [cookieOf(services, cookie, [...left])] : [] };
}

/** The account of the request's session when it is a guest's. */
export async function guestOf(services: Services, headers: Headers): Promise<string | null> {
  if (!headers.get('cookie')) return null;
  const session = await services.accounts.api.getSession({ headers, query: { disableRefresh: true } });
  return session?.user.isAnonymous === true ? session.user.id : null;
}

type Cookie = Awaited<ReturnType<typeof rememberedCookie>>;

/** At most so many: a browser that many guests have used in turn. */
const mostRemembered = 5;

async function rememberedCookie({ accounts }: Services) {
  const context = await accounts.$context;
  return context.createAuthCookie('guest_work', { maxAge: 400 * 24 * 60 * 60 });
}

function readRemembered(services: Services, headers: Headers, name: string): string[] {
  const value = parseCookies(headers.get('cookie') ?? '').get(name);
  const [text, signature, ...more] = (value ?? '').split('~');
  if (!text || !signature || more.length > 0) return [];
  const given = Buffer.from(signature, 'base64url');
  const right = signatureOf(services, text);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return [];
  return text.split('.').slice(0, mostRemembered);
}

function cookieOf(services: Services, { name, attributes }: Cookie, guests: string[]): string {
  const text = guests.slice(0, mostRemembered).join('.');
  const value = text === '' ? '' : `${text}~${signatureOf(services, text).toString('base64url')}`;
  const secure = attributes.secure ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${text === '' ? 0 : attributes.maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

function signatureOf({ secret }: Services, text: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', secret, 'millwright', 'guest work', 32));
  return createHmac('sha256', key).update(text).digest();
}
