/**
 * The door to the rigs: `WS /api/rig/:lab`. It checks Origin and session, finds the member's rig, and hands the plain socket to the
 * lab host that owns it; from then on this process has nothing to do with it.
 */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { foreignOrigin } from '#academy/http/origin.ts';
import { type ProblemCode, problems } from '#academy/http/problems.ts';
import { ownerOf } from '#academy/http/work.ts';
import { currentMember } from '#academy/members/members.ts';
import { rigOf } from '#academy/rigs/rigs.ts';
import type { Services } from '#academy/services.ts';
import { takeUnread } from '#sandbox/host/socket-transfer.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';

const rigPath = /^\/api\/rig\/([^/]+)$/;

/** Does this upgrade ask for a rig? Others are somebody else's (in development, Vite's). */
export function asksForRig(request: IncomingMessage): boolean {
  return rigPath.test(pathOf(request).pathname);
}

/** Take an upgrade: it ends handed over, or refused with an HTTP status, logged and counted. */
export async function openRigDoor(services: Services, request: IncomingMessage, socket: Socket, head: Uint8Array): Promise<void> {
  // In this very turn, before anything is awaited: bytes read during a hand-over would be lost (socket-transfer.ts).
  const unread = takeUnread(socket, head);
  const { pathname, searchParams } = pathOf(request);
  const refuse = (code: ProblemCode, detail: string): void => {
    services.host.refused(code, detail);
    services.log.warn({ path: pathname, code, detail }, 'refused an upgrade');
    answerProblem(socket, code);
  };
  try {
    const slug = rigPath.exec(pathname)?.[1];
    if (slug === undefined) return refuse('unknown-lab', `upgrade to ${pathname.slice(0, 200)}`);
    const foreign = foreignOrigin({ origin: request.headers.origin, host: request.headers.host });
    if (foreign !== null) return refuse('foreign-origin', foreign);
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') return refuse('malformed', `Upgrade: ${request.headers.upgrade}`);
    const attendance = await currentMember(services, headersOf(request, ['cookie']));
    if (!attendance) return refuse('no-session', 'upgrade without a valid session');
    const lab = services.labs().get(slug);
    if (!lab) return refuse('unknown-lab', slug.slice(0, 100));
    const { member } = attendance;
    const rig = await rigOf(services.database, ownerOf(member, lab));
    await services.host.handOver(
      {
        rig: rig.id,
        academy: member.academyId,
        member: member.id,
        lab: lab.slug,
        seed: rig.seed,
        locale: localeOf(searchParams.get('locale'), request.headers['accept-language']),
      },
      socket,
      unread,
      handedHeaders(request),
    );
  } catch (error) {
    services.log.error({ err: error, path: pathname }, 'a socket could not be handed over');
    answerProblem(socket, 'our-failure');
  }
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
