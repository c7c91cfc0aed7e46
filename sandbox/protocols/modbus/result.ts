/** What a client hands its owner. */
import type { Failure } from '../party.ts';
import type { Answer, LocalizedText, Request } from './messages.ts';

/** How a request may end without an answer; `no-answer`: the connection stood, and nothing came in time. */
export type ClientFailure = Failure | 'no-answer' | 'malformed' | 'wrong-unit' | 'invalid' | 'queue-full' | 'closed';

/** What became of a request; JSON-safe but for `atNs`. */
export interface Result {
  id: number;
  unit: number;
  request: Request;
  atNs: bigint;
  /** How often it was sent. */
  sent: number;
  /** `detail` is for logs, in English; for people there are `failureMeanings`, `exceptionMeanings` and `requestProblem`. */
  outcome:
    | { kind: 'answer'; answer: Answer }
    | { kind: 'exception'; exception: number }
    | { kind: 'failed'; why: ClientFailure; detail?: string };
}

/** What each means to the one who asked, and what to try. */
export const failureMeanings: Readonly<Record<ClientFailure, LocalizedText>> = {
  refused: {
    en: 'The host answered that nobody listens on this port. Check the port (502 unless said) and whether the device serves Modbus TCP.',
    'zh-CN': '主机应答此端口无人监听。请检查端口（默认 502），以及设备是否启用了 Modbus TCP。',
  },
  timeout: {
    en: 'No connection came about in time. Check the address, the way there and what stands between.',
    'zh-CN': '未能按时建立连接。请检查地址、网络路径以及中间的设备。',
  },
  unreachable: {
    en: 'There is no way to this address. Check the network, its mask and its gateway.',
    'zh-CN': '没有通往此地址的路径。请检查网络、子网掩码和网关。',
  },
  'unknown-host': {
    en: 'Nobody has this name. Check how it is written, or use the address.',
    'zh-CN': '找不到此主机名。请检查拼写，或改用 IP 地址。',
  },
  reset: {
    en: 'The connection was ended before the answer came. The device may have restarted, or serves no more connections.',
    'zh-CN': '应答到来之前连接已断开。设备可能重启了，或已达到连接数上限。',
  },
  'no-answer': {
    en: 'The connection stands, and no answer came in time. Check the unit id, or allow a slow device more time.',
    'zh-CN': '连接正常，但未按时收到应答。请检查单元号；设备较慢时请延长超时时间。',
  },
  malformed: {
    en: 'What came is no answer to this request: its function, its length or what it repeats does not fit.',
    'zh-CN': '收到的不是此请求的应答：功能码、长度或回显内容不符。',
  },
  'wrong-unit': {
    en: 'The answer carries another unit id than the request. The gateway before the device mixes its units up.',
    'zh-CN': '应答的单元号与请求不同。设备前面的网关混淆了各单元。',
  },
  invalid: {
    en: 'The request cannot be put into a frame, so it was not sent.',
    'zh-CN': '此请求无法装入一帧，因此没有发送。',
  },
  'queue-full': {
    en: 'Too many requests wait for this device: it is asked faster than it answers.',
    'zh-CN': '等待此设备的请求过多：询问的速度超过了它应答的速度。',
  },
  closed: {
    en: 'The connection was closed on this side before the answer came.',
    'zh-CN': '应答到来之前，本方已关闭连接。',
  },
};
