/** A wire without length or loss between one party that connects and one that listens. */
import type { Effect, Party } from '#sandbox/protocols/party.ts';

/** Carries until both are silent; `after` is called whenever something has arrived. `pending` are effects that `client` left before. */
export function carry(client: Party, server: Party, nowNs: bigint, after: () => void, pending: readonly Effect[] = []): void {
  let [up, down] = [[...pending, ...client.drain()], server.drain()];
  for (let rounds = 0; up.length + down.length > 0 && rounds < 10_000; rounds += 1) {
    for (const effect of up) {
      // The listener knows the connection by the same number, positive.
      const peer = Math.abs(effect.connection);
      if (effect.do === 'connect') {
        server.accepted(peer, 'gateway', nowNs);
        client.connected(effect.connection, nowNs);
      } else if (effect.do === 'send') server.received(peer, effect.bytes, nowNs);
      else server.closed(peer, effect.do === 'close' ? 'closed' : 'reset', nowNs);
    }
    for (const effect of down) {
      if (effect.do === 'send') client.received(-effect.connection, effect.bytes, nowNs);
      else client.closed(-effect.connection, effect.do === 'close' ? 'closed' : 'reset', nowNs);
    }
    after();
    [up, down] = [client.drain(), server.drain()];
  }
}
