/** From a text frame to a message: held against the schema of the wire, because an older page may meet a newer server. */
import { type ServerMessage, serverMessage } from '#sandbox/wire/messages.ts';

/** `null`, and a word in the console, when it is none. */
export function readMessage(data: unknown): ServerMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const result = serverMessage.safeParse(JSON.parse(data));
    if (result.success) return result.data;
    console.error(
      'The rig sent a message that this page does not understand; reload the page if it was just upgraded.',
      result.error,
    );
    return null;
  } catch {
    console.error('The rig sent a message that is not JSON.');
    return null;
  }
}
