/** Reason codes of MQTT 5.0 (its table 2-6), and what 3.1.1 has in their place. */

export const reason = {
  success: 0x00,
  disconnectWithWill: 0x04,
  noMatchingSubscribers: 0x10,
  noSubscriptionExisted: 0x11,
  continueAuthentication: 0x18,
  reAuthenticate: 0x19,
  unspecified: 0x80,
  malformed: 0x81,
  protocolError: 0x82,
  implementationSpecific: 0x83,
  unsupportedVersion: 0x84,
  clientIdNotValid: 0x85,
  badUserNameOrPassword: 0x86,
  notAuthorized: 0x87,
  serverUnavailable: 0x88,
  serverBusy: 0x89,
  banned: 0x8a,
  serverShuttingDown: 0x8b,
  badAuthenticationMethod: 0x8c,
  keepAliveTimeout: 0x8d,
  sessionTakenOver: 0x8e,
  topicFilterInvalid: 0x8f,
  topicNameInvalid: 0x90,
  packetIdInUse: 0x91,
  packetIdNotFound: 0x92,
  receiveMaximumExceeded: 0x93,
  topicAliasInvalid: 0x94,
  packetTooLarge: 0x95,
  messageRateTooHigh: 0x96,
  quotaExceeded: 0x97,
  administrativeAction: 0x98,
  payloadFormatInvalid: 0x99,
  retainNotSupported: 0x9a,
  qosNotSupported: 0x9b,
  useAnotherServer: 0x9c,
  serverMoved: 0x9d,
  sharedNotSupported: 0x9e,
  connectionRateExceeded: 0x9f,
  maximumConnectTime: 0xa0,
  subscriptionIdsNotSupported: 0xa1,
  wildcardsNotSupported: 0xa2,
} as const;

const names: Readonly<Record<number, string>> = {
  0: 'Success',
  4: 'Disconnect with Will Message',
  16: 'No matching subscribers',
  17: 'No subscription existed',
  24: 'Continue authentication',
  25: 'Re-authenticate',
  128: 'Unspecified error',
  129: 'Malformed Packet',
  130: 'Protocol Error',
  131: 'Implementation specific error',
  132: 'Unsupported Protocol Version',
  133: 'Client Identifier not valid',
  134: 'Bad User Name or Password',
  135: 'Not authorized',
  136: 'Server unavailable',
  137: 'Server busy',
  138: 'Banned',
  139: 'Server shutting down',
  140: 'Bad authentication method',
  141: 'Keep Alive timeout',
  142: 'Session taken over',
  143: 'Topic Filter invalid',
  144: 'Topic Name invalid',
  145: 'Packet Identifier in use',
  146: 'Packet Identifier not found',
  147: 'Receive Maximum exceeded',
  148: 'Topic Alias invalid',
  149: 'Packet too large',
  150: 'Message rate too high',
  151: 'Quota exceeded',
  152: 'Administrative action',
  153: 'Payload format invalid',
  154: 'Retain not supported',
  155: 'QoS not supported',
  156: 'Use another server',
  157: 'Server moved',
  158: 'Shared Subscriptions not supported',
  159: 'Connection rate exceeded',
  160: 'Maximum connect time',
  161: 'Subscription Identifiers not supported',
  162: 'Wildcard Subscriptions not supported',
};

/** Return codes of CONNACK in 3.1.1 (its table 3.1), with the reason code of 5.0 that says the same. */
const returnCodes: readonly { reason: number; name: string }[] = [
  { reason: reason.success, name: 'Connection Accepted' },
  { reason: reason.unsupportedVersion, name: 'Refused, unacceptable protocol version' },
  { reason: reason.clientIdNotValid, name: 'Refused, identifier rejected' },
  { reason: reason.serverUnavailable, name: 'Refused, server unavailable' },
  { reason: reason.badUserNameOrPassword, name: 'Refused, bad user name or password' },
  { reason: reason.notAuthorized, name: 'Refused, not authorized' },
];

export const reasonName = (code: number): string => names[code] ?? `0x${code.toString(16).padStart(2, '0')}`;

export const returnCodeName = (code: number): string => returnCodes[code]?.name ?? `reserved (${code})`;

/** The reason code for a return code of 3.1.1. */
export const reasonOfReturnCode = (code: number): number => returnCodes[code]?.reason ?? reason.unspecified;

/** The return code of 3.1.1 for a reason; what it has no word for is "server unavailable". */
export function returnCodeOf(code: number): number {
  const at = returnCodes.findIndex((entry) => entry.reason === code);
  return at < 0 ? 3 : at;
}
