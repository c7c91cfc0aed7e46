/**
 * How a command on the same machine speaks to a running supervisor: a socket in the data folder that only its owner may open. One line of
 * JSON each way. It can have the rigs copied (`millwright backup`), and that somebody answers tells that the folder is in use.
 */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join, resolve } from 'node:path';

export type ControlRequest = { do: 'copyRigs'; to: string } | { do: 'hello' };
export type ControlAnswer = { ok: true } | { ok: false; reason: string };

/** Bytes a path of a socket may have on Linux and macOS, with its end. */
const longestPath = 100;
/** Bytes of one request: a path. */
const longestLine = 8_192;

/** `null` when the data folder's path is too long for a socket in it. */
export function controlSocketPath(dataDir: string): string | null {
  const folder = resolve(dataDir);
  if (process.platform === 'win32')
    return `\\\\.\\pipe\\millwright-${createHash('sha256').update(folder.toLowerCase()).digest('hex').slice(0, 32)}`;
  const path = join(folder, 'control.sock');
  return Buffer.byteLength(path) <= longestPath ? path : null;
}

/** Listens; the caller holds the data folder alone, so what stands there is left over from a killed predecessor. */
export function openControlSocket(
  dataDir: string,
  answer: (request: ControlRequest) => Promise<ControlAnswer>,
  trouble: (reason: string) => void,
): { close(): void } {
  const path = controlSocketPath(dataDir);
  if (path === null) {
    trouble(`the path of the data folder is longer than a socket in it may have; back up with the server stopped`);
    return { close: () => {} };
  }
  const server: Server = createServer((socket) => void serve(socket, answer));
  server.on('error', (error) => trouble(error.message));
  const pipe = process.platform === 'win32';
  if (!pipe) rmSync(path, { force: true });
  server.listen(path);
  // Node binds in this very turn; where it could not, its error says so.
  if (!pipe && existsSync(path)) chmodSync(path, 0o600);
  server.unref();
  return {
    close() {
      server.close();
      if (!pipe) rmSync(path, { force: true });
    },
  };
}

async function serve(socket: Socket, answer: (request: ControlRequest) => Promise<ControlAnswer>): Promise<void> {
  socket.on('error', () => socket.destroy());
  try {
    const request = requestOf(await lineFrom(socket));
    const answered: ControlAnswer = request === null ? { ok: false, reason: 'no such request' } : await answer(request);
    socket.end(`${JSON.stringify(answered)}\n`);
  } catch (error) {
    socket.end(`${JSON.stringify({ ok: false, reason: error instanceof Error ? error.message : String(error) })}\n`);
  }
}

function requestOf(line: string): ControlRequest | null {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null || !('do' in value)) return null;
  if (value.do === 'hello') return { do: 'hello' };
  return value.do === 'copyRigs' && 'to' in value && typeof value.to === 'string' ? { do: 'copyRigs', to: value.to } : null;
}

function lineFrom(socket: Socket): Promise<string> {
  return new Promise((resolveLine, reject) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolveLine(text.slice(0, end));
      else if (text.length > longestLine) reject(new Error('a line is too long'));
    });
    socket.on('end', () => reject(new Error('the line was not finished')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection was closed')));
  });
}

/** Asks the supervisor of a data folder; `null` when none works there. Rejects when one does and the answer does not come. */
export async function askSupervisor(dataDir: string, request: ControlRequest): Promise<ControlAnswer | null> {
  const path = controlSocketPath(dataDir);
  if (path === null) return null;
  const socket = connect(path);
  try {
    await new Promise<void>((resolveConnect, reject) => {
      socket.once('connect', resolveConnect);
      socket.once('error', reject);
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return null;
    throw error;
  }
  socket.write(`${JSON.stringify(request)}\n`);
  try {
    const answer: unknown = JSON.parse(await lineFrom(socket));
    if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
      if (answer.ok === true) return { ok: true };
      return { ok: false, reason: 'reason' in answer ? String(answer.reason) : '' };
    }
    throw new Error('the supervisor answered something else');
  } finally {
    socket.destroy();
  }
}
