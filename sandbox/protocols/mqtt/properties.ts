/** The properties of MQTT 5.0, its table 2-4: identifier, name, type, and the packets that may carry it. */
import type { Packet, Properties } from './packet.ts';

/** Byte that is 0 or 1, other byte, two and four byte integer, variable byte integer, UTF-8 string, binary data, pair of strings. */
export type PropertyKind = 'flag' | 'byte' | 'two' | 'four' | 'variable' | 'string' | 'binary' | 'pair';

export interface Property {
  key: keyof Properties;
  /** As the standard calls it. */
  name: string;
  kind: PropertyKind;
  /** `will`: the properties of the will in CONNECT. */
  in: readonly (Packet['cmd'] | 'will')[];
  /** The smallest value that is not a protocol error, where that is not 0. */
  least?: number;
  most?: number;
  /** May come more than once. */
  again?: boolean;
}

const everywhere = [
  'connect',
  'connack',
  'publish',
  'will',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'suback',
  'unsubscribe',
  'unsuback',
  'disconnect',
  'auth',
] as const;
const message = ['publish', 'will'] as const;
const answers = ['connack', 'puback', 'pubrec', 'pubrel', 'pubcomp', 'suback', 'unsuback', 'disconnect', 'auth'] as const;
const authentication = ['connect', 'connack', 'auth'] as const;
const bothEnds = ['connect', 'connack'] as const;

export const properties: Readonly<Record<number, Property>> = {
  1: { key: 'payloadFormatIndicator', name: 'Payload Format Indicator', kind: 'flag', in: message },
  2: { key: 'messageExpiryInterval', name: 'Message Expiry Interval', kind: 'four', in: message },
  3: { key: 'contentType', name: 'Content Type', kind: 'string', in: message },
  8: { key: 'responseTopic', name: 'Response Topic', kind: 'string', in: message },
  9: { key: 'correlationData', name: 'Correlation Data', kind: 'binary', in: message },
  11: {
    key: 'subscriptionIdentifier',
    name: 'Subscription Identifier',
    kind: 'variable',
    in: ['publish', 'subscribe'],
    least: 1,
    again: true,
  },
  17: { key: 'sessionExpiryInterval', name: 'Session Expiry Interval', kind: 'four', in: ['connect', 'connack', 'disconnect'] },
  18: { key: 'assignedClientIdentifier', name: 'Assigned Client Identifier', kind: 'string', in: ['connack'] },
  19: { key: 'serverKeepAlive', name: 'Server Keep Alive', kind: 'two', in: ['connack'] },
  21: { key: 'authenticationMethod', name: 'Authentication Method', kind: 'string', in: authentication },
  22: { key: 'authenticationData', name: 'Authentication Data', kind: 'binary', in: authentication },
  23: { key: 'requestProblemInformation', name: 'Request Problem Information', kind: 'flag', in: ['connect'] },
  24: { key: 'willDelayInterval', name: 'Will Delay Interval', kind: 'four', in: ['will'] },
  25: { key: 'requestResponseInformation', name: 'Request Response Information', kind: 'flag', in: ['connect'] },
  26: { key: 'responseInformation', name: 'Response Information', kind: 'string', in: ['connack'] },
  28: { key: 'serverReference', name: 'Server Reference', kind: 'string', in: ['connack', 'disconnect'] },
  31: { key: 'reasonString', name: 'Reason String', kind: 'string', in: answers },
  33: { key: 'receiveMaximum', name: 'Receive Maximum', kind: 'two', in: bothEnds, least: 1 },
  34: { key: 'topicAliasMaximum', name: 'Topic Alias Maximum', kind: 'two', in: bothEnds },
  // 0 is answered with a reason code of its own, so it is left to the broker.
  35: { key: 'topicAlias', name: 'Topic Alias', kind: 'two', in: ['publish'] },
  36: { key: 'maximumQoS', name: 'Maximum QoS', kind: 'byte', in: ['connack'], most: 1 },
  37: { key: 'retainAvailable', name: 'Retain Available', kind: 'flag', in: ['connack'] },
  38: { key: 'userProperties', name: 'User Property', kind: 'pair', in: everywhere, again: true },
  39: { key: 'maximumPacketSize', name: 'Maximum Packet Size', kind: 'four', in: bothEnds, least: 1 },
  40: { key: 'wildcardSubscriptionAvailable', name: 'Wildcard Subscription Available', kind: 'flag', in: ['connack'] },
  41: { key: 'subscriptionIdentifiersAvailable', name: 'Subscription Identifiers Available', kind: 'flag', in: ['connack'] },
  42: { key: 'sharedSubscriptionAvailable', name: 'Shared Subscription Available', kind: 'flag', in: ['connack'] },
};
