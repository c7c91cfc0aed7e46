/** What a client says first, and what it makes of the limits in the answer. */
import { Buffer } from 'node:buffer';
import { aliasesTaken } from './client-inbox.ts';
import type { SettledOptions } from './client-options.ts';
import { anyServer, type ClientState } from './client-state.ts';
import type { Connect, Properties } from './packet.ts';

export function connectOf(options: SettledOptions, { clientId, session }: Pick<ClientState, 'clientId' | 'session'>): Connect {
  const { level, keepAliveS, username, password, will, sessionExpiryS, receiveMaximum, maximumPacketSize } = options;
  return {
    cmd: 'connect',
    level,
    // Without a name there is nothing to come back to yet. 5.0 begins a session afresh and keeps it; for 3.1.1 a clean one is its last act.
    clean: options.clean || clientId === '' || (level === 5 ? session !== 'own' : session === 'foreign'),
    keepAlive: keepAliveS,
    clientId,
    username,
    password: password === undefined ? undefined : Buffer.from(password),
    will: will && { ...will, properties: { ...will.properties, willDelayInterval: will.delayS } },
    properties: {
      sessionExpiryInterval: options.clean ? undefined : sessionExpiryS,
      receiveMaximum,
      maximumPacketSize,
      topicAliasMaximum: aliasesTaken,
    },
  };
}

export function limitsOf(properties: Properties, options: SettledOptions): ClientState['server'] {
  const any = anyServer();
  return {
    receiveMaximum: properties.receiveMaximum ?? any.receiveMaximum,
    maximumQoS: properties.maximumQoS ?? any.maximumQoS,
    retainAvailable: properties.retainAvailable ?? any.retainAvailable,
    maximumPacketSize: properties.maximumPacketSize ?? any.maximumPacketSize,
    topicAliases: Math.min(properties.topicAliasMaximum ?? 0, options.topicAliases),
    keepAliveS: properties.serverKeepAlive ?? options.keepAliveS,
  };
}
