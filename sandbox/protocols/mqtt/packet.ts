/** The control packets of MQTT 3.1.1 and 5.0 as records, the same for both levels: what a level lacks is left out on the wire. */

/** The protocol level in CONNECT: 4 is MQTT 3.1.1, 5 is MQTT 5.0. */
export type Level = 4 | 5;
export type QoS = 0 | 1 | 2;

/** Properties of 5.0 (its table 2-4), one for all packets: which packet may carry which is in `properties.ts`. */
export interface Properties {
  payloadFormatIndicator?: boolean;
  /** Seconds. */
  messageExpiryInterval?: number;
  contentType?: string;
  responseTopic?: string;
  correlationData?: Uint8Array;
  subscriptionIdentifier?: number[];
  /** Seconds; 0xFFFFFFFF: never. */
  sessionExpiryInterval?: number;
  assignedClientIdentifier?: string;
  serverKeepAlive?: number;
  authenticationMethod?: string;
  authenticationData?: Uint8Array;
  requestProblemInformation?: boolean;
  willDelayInterval?: number;
  requestResponseInformation?: boolean;
  responseInformation?: string;
  serverReference?: string;
  reasonString?: string;
  receiveMaximum?: number;
  topicAliasMaximum?: number;
  topicAlias?: number;
  maximumQoS?: number;
  retainAvailable?: boolean;
  /** In order, and a name may come again. */
  userProperties?: [string, string][];
  maximumPacketSize?: number;
  wildcardSubscriptionAvailable?: boolean;
  subscriptionIdentifiersAvailable?: boolean;
  sharedSubscriptionAvailable?: boolean;
}

export interface Will {
  topic: string;
  payload: Uint8Array;
  qos: QoS;
  retain: boolean;
  properties: Properties;
}

export interface Connect {
  cmd: 'connect';
  level: Level;
  clean: boolean;
  /** Seconds; 0: none. */
  keepAlive: number;
  clientId: string;
  username?: string;
  password?: Uint8Array;
  will?: Will;
  properties: Properties;
}

export interface Publish {
  cmd: 'publish';
  topic: string;
  payload: Uint8Array;
  qos: QoS;
  retain: boolean;
  dup: boolean;
  /** 0 with QoS 0. */
  id: number;
  properties: Properties;
}

export interface Asked {
  filter: string;
  qos: QoS;
  noLocal: boolean;
  retainAsPublished: boolean;
  /** 0: retained messages are sent; 1: only when the subscription is new; 2: never. */
  retainHandling: number;
}

export type Acknowledgement = {
  cmd: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp';
  id: number;
  code: number;
  properties: Properties;
};

export type Packet =
  | Connect
  | { cmd: 'connack'; sessionPresent: boolean; code: number; properties: Properties }
  | Publish
  | Acknowledgement
  | { cmd: 'subscribe'; id: number; subscriptions: Asked[]; properties: Properties }
  | { cmd: 'suback'; id: number; codes: number[]; properties: Properties }
  | { cmd: 'unsubscribe'; id: number; filters: string[]; properties: Properties }
  | { cmd: 'unsuback'; id: number; codes: number[]; properties: Properties }
  | { cmd: 'pingreq' }
  | { cmd: 'pingresp' }
  | { cmd: 'disconnect'; code: number; properties: Properties }
  | { cmd: 'auth'; code: number; properties: Properties };
