/** What a broker makes of a CONNECT before it does anything about it. */
import { type Access, identify, mayPublish } from './access.ts';
import { never } from './broker-options.ts';
import type { Session } from './broker-state.ts';
import type { Connect, Properties } from './packet.ts';
import { reason } from './reason.ts';
import type { Message } from './state.ts';
import { isTopicName } from './topic.ts';

const longestClientId = 256;

/** The part of a packet's properties that travels with a message. */
export function carried(properties: Properties): Message['properties'] {
  const { payloadFormatIndicator, contentType, responseTopic, correlationData, userProperties } = properties;
  const all = { payloadFormatIndicator, contentType, responseTopic, correlationData, userProperties };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** The reason code for refusing it; 0: welcome. */
export function judge(packet: Connect, access: Access): number {
  const { level, clientId, will, properties } = packet;
  if (properties.authenticationMethod !== undefined) return reason.badAuthenticationMethod;
  // Data without a method says nothing (3.1.2.11.10).
  if (properties.authenticationData !== undefined) return reason.protocolError;
  // 3.1.3.1 of 3.1.1: who wants to be remembered has a name.
  if (clientId.length > longestClientId || (clientId === '' && level === 4 && !packet.clean)) return reason.clientIdNotValid;
  const identity = identify(access, packet.username, packet.password);
  if (identity !== 'known') return identity === 'unknown' ? reason.badUserNameOrPassword : reason.notAuthorized;
  if (!will) return reason.success;
  if (!isTopicName(will.topic)) return reason.topicNameInvalid;
  const { responseTopic } = will.properties;
  if (responseTopic !== undefined && !isTopicName(responseTopic)) return reason.protocolError;
  const who = { client: clientId, user: packet.username ?? null };
  return mayPublish(access, who, will.topic) ? reason.success : reason.notAuthorized;
}

export function willOf({ will }: Connect, from: string): Session['will'] {
  if (!will) return null;
  const { topic, payload, qos, retain, properties } = will;
  return {
    message: { topic, payload, qos, retain, properties: carried(properties), expiresNs: null, from },
    lifetimeS: properties.messageExpiryInterval ?? null,
    delayS: properties.willDelayInterval ?? 0,
  };
}

/** Seconds that the session outlives its connection: 3.1.1 knows only never and for ever. */
export function expiryOf({ level, clean, properties }: Connect, most: number): number {
  const asked = level === 4 ? (clean ? 0 : never) : (properties.sessionExpiryInterval ?? 0);
  return Math.min(asked, most);
}
