/**
 * Giving a plain socket to another process without losing a byte.
 *
 * Node keeps reading a socket until its handle is closed, which happens only when the receiver has acknowledged it; bytes that
 * arrive in between are dropped without a word, and `pause()` does not stop that: it stops the flow of events, not the reads of
 * the handle. So every hop stops the handle itself, synchronously, before anything else can run, and carries what was already
 * read in `head`.
 */
import type { Socket } from 'node:net';

interface ReadableHandle {
  readStop(): number;
  reading: boolean;
}

/**
 * Stop reading `socket` for good and return the bytes that were read but not consumed, after `head` (what an HTTP server read
 * along with the upgrade request). Call it in the very turn that received the socket, and touch the socket no more except to send it.
 */
export function takeUnread(socket: Socket, head: Uint8Array = new Uint8Array(0)): Uint8Array {
  const chunks: Uint8Array[] = [head];
  for (let chunk = socket.read() as Buffer | null; chunk !== null; chunk = socket.read() as Buffer | null) chunks.push(chunk);
  const handle = (socket as unknown as { _handle: ReadableHandle | null })._handle;
  if (handle !== null) {
    handle.readStop();
    // net.Socket starts reading again whenever it believes that its handle is not reading (streams schedule a read(0) after each
    // chunk, see maybeReadMore in Node's lib/internal/streams/readable.js), so it must go on believing it is.
    handle.reading = true;
  }
  socket.on('error', () => {
    // The peer is gone before the hand-over was done: whoever receives the socket sees the same and ends it.
  });
  return Buffer.concat(chunks);
}
