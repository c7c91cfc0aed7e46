/**
 * How far a value may be believed, in words after OPC (UA Part 8, DA): Good, Uncertain or Bad with a reason. A value is Good only while it
 * is fresh; a Bad one is sent as `null`, so that nobody takes the last value for the present one.
 */
export const badReasons = {
  WaitingForInitialData: { en: 'no value has come yet', 'zh-CN': '尚未收到任何值' },
  NotConnected: { en: 'the device is not connected', 'zh-CN': '设备未连接' },
  Timeout: { en: 'the device did not answer in time', 'zh-CN': '设备未及时应答' },
  CommunicationError: { en: 'what the device answered makes no sense', 'zh-CN': '设备的应答无法理解' },
  DeviceFailure: { en: 'the device reports a failure', 'zh-CN': '设备报告故障' },
  ConfigurationError: { en: 'the device has no such address', 'zh-CN': '设备没有此地址' },
  NotSupported: { en: 'the device cannot do this', 'zh-CN': '设备不支持此操作' },
  AccessDenied: { en: 'the device does not allow it', 'zh-CN': '设备不允许' },
  DataEncodingInvalid: { en: 'the bytes are no value of the type', 'zh-CN': '字节不是该类型的有效值' },
} as const;

export type BadReason = keyof typeof badReasons;
export const badReasonNames = Object.keys(badReasons) as [BadReason, ...BadReason[]];

export type Quality = 'Good' | 'Uncertain.LastUsableValue' | 'Uncertain.EngineeringUnitsExceeded' | `Bad.${BadReason}`;

export const qualities = [
  'Good',
  'Uncertain.LastUsableValue',
  'Uncertain.EngineeringUnitsExceeded',
  ...badReasonNames.map((reason) => `Bad.${reason}` as const),
] as [Quality, ...Quality[]];
