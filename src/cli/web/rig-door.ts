/**
 * The door to the rigs: `WS /api/rig/:lab` to one's own, `WS /api/author/rig/:lab` to an author's trial of a draft, and
 * `WS /api/teach/:cohort/:member/rig/:lab` to a trainee's, to watch. It checks Origin, session and permission, and hands the plain socket to
 * the lab host that owns the rig; from then on this process has nothing to do with it, but to look again and again whether who watches still
 * may (watch-rounds.ts).
 */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { foreignOrigin } from '#academy/http/origin.ts';
import { type ProblemCode, problems, Refusal } from '#academy/http/problems.ts';
import { currentMember } from '#academy/members/members.ts';
import { lacksSecondFactor } from '#academy/members/second-factor-rule.ts';
import { permits } from '#academy/permissions/permit.ts';
import { actionOf } from '#academy/permissions/routes.ts';
import { readConnectToken } from '#academy/rigs/connect-token.ts';
import { ticketFor, trialTicketFor } from '#academy/rigs/ticket.ts';
import type { Services } from '#academy/services.ts';
import { takeUnread } from '#sandbox/host/socket-transfer.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { WatchRounds } from './watch-rounds.ts';

const rigPath = /^\/api\/(author\/)?rig\/([^/]+)$/;
const watchPath = /^\/api\/teach\/([^/]+)\/([^/]+)\/rig\/([^/]+)$/;

/** Does this upgrade ask for a rig? Others are somebody else's (in development, Vite's). */
export function asksForRig(request: IncomingMessage): boolean {
  const { pathname } = pathOf(request);
  return rigPath.test(pathname) || watchPath.test(pathname);
}

/** Take an upgrade: it ends handed over, or refused with an HTTP status, logged and counted. */
export async function openRigDoor(
  services: Services,
  rounds: WatchRounds,
  request: IncomingMessage,
  socket: Socket,
  head: Uint8Array,
): Promise<void> {
  // In this very turn, before anything is awaited: bytes read during a hand-over would be lost (socket-transfer.ts).
  const unread = takeUnread(socket, head);
  const { pathname, searchParams } = pathOf(request);
  const refuse = (code: ProblemCode, detail: string): void => {
    services.host.refused(code, detail);
    services.log.warn({ path: pathname, code, detail }, 'refused an upgrade');
    answerProblem(socket, code);
  };
  try {
    const [, ofAuthor, ownSlug] = rigPath.exec(pathname) ?? [];
    const watched = watchPath.exec(pathname);
    const slug = ownSlug ?? watched?.[3];
    const draft = ofAuthor !== undefined;
    if (slug === undefined) return refuse('unknown-lab', `upgrade to ${pathname.slice(0, 200)}`);
    if (request.headers.authorization !== undefined && !draft && watched === null) {
      await connectTools(services, request, slug, socket, unread, refuse);
      return;
    }
    const foreign = foreignOrigin({ origin: request.headers.origin, host: request.headers.host });
    if (foreign !== null) return refuse('foreign-origin', foreign);
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') return refuse('malformed', `Upgrade: ${request.headers.upgrade}`);
    const attendance = await currentMember(services, headersOf(request, ['cookie', 'host']));
    if (!attendance) return refuse('no-session', 'upgrade without a valid session');
    if (lacksSecondFactor(attendance, attendance.academy)) return refuse('second-factor-needed', 'upgrade');
    const locale = localeOf(searchParams.get('locale'), request.headers['accept-language']);
    if (watched !== null) {
      const [, cohort = '', member = ''] = watched;
      const admitted = await rounds.admit(headersOf(request, ['cookie', 'host']), { cohort, member, lab: slug }, locale);
      await services.host.handOver(admitted.ticket, socket, unread, handedHeaders(request));
      await rounds.begin(admitted);
      return;
    }
    const action = actionOf('WS', draft ? '/api/author/rig/[lab]' : '/api/rig/[lab]');
    if (action === 'unlisted' || !permits(action, attendance, attendance.academy)) return refuse('not-permitted', 'upgrade');
    const ticket = await (draft ? trialTicketFor : ticketFor)(services, attendance.member, slug, locale);
    if (!ticket) return refuse('unknown-lab', slug.slice(0, 100));
    await services.host.handOver(ticket, socket, unread, handedHeaders(request));
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.code, error.message);
    services.log.error({ err: error, path: pathname }, 'a socket could not be handed over');
    answerProblem(socket, 'our-failure');
  }
}

/**
 * A program of the trainee's own machine, with a token of `POST /api/connect`. No page can send this header with an upgrade, so there is no
 * Origin to be checked.
 */
async function connectTools(
  services: Services,
  request: IncomingMessage,
  slug: string,
  socket: Socket,
  unread: Uint8Array,
  refuse: (code: ProblemCode, detail: string) => void,
): Promise<void> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const claim = readConnectToken(services.secret, token, Date.now());
  if (!claim || claim.lab !== slug) return refuse('bad-token', 'upgrade with a token that opens nothing here');
  const locale = localeOf(null, request.headers['accept-language']);
  const ticket = await ticketFor(services, { id: claim.member, academyId: claim.academy }, slug, locale);
  if (!ticket) return refuse('unknown-lab', slug.slice(0, 100));
  await services.host.handOver({ ...ticket, devicesOnly: true }, socket, unread, handedHeaders(request));
}

/** Refuse an upgrade that nobody here serves. */
export function refuseUpgrade(services: Services, request: IncomingMessage, socket: Socket): void {
  takeUnread(socket);
  services.host.refused('unknown-upgrade', pathOf(request).pathname.slice(0, 200));
  answer(socket, 404, {
    code: 'unknown-upgrade',
    message: { en: 'Nothing here speaks WebSocket.', 'zh-CN': '此地址不提供 WebSocket。' },
  });
}

function answerProblem(socket: Socket, code: ProblemCode): void {
  const { status, message } = problems[code];
  answer(socket, status, { code, message });
}

function answer(socket: Socket, status: number, problem: object): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(problem);
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    "Content-Security-Policy: default-src 'none'",
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  // Nobody reads this socket any more, so the peer's own end would never be noticed: close it once the answer is out.
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function pathOf(request: IncomingMessage): URL {
  const path = request.url ?? '/';
  return URL.canParse(path, 'http://rig') ? new URL(path, 'http://rig') : new URL('http://rig/');
}

/** What the lab host needs for its half of the handshake; the session stays here. */
function handedHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || name === 'cookie' || name === 'authorization') continue;
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

function headersOf(request: IncomingMessage, names: string[]): Headers {
  const headers = new Headers();
  for (const name of names) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, String(value));
  }
  return headers;
}

/** The page says it in the query; without that, the browser's own preference. */
function localeOf(asked: string | null, preferred: string | undefined): Locale {
  if (asked === 'zh-CN' || asked === 'en') return asked;
  return /^\s*zh\b/i.test(preferred ?? '') ? 'zh-CN' : 'en';
}
