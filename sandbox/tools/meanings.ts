/** What it means that a connection did not come about or ended, and what to try: for tools whose protocol has no words of its own. */
import type { ToolRecord } from './tool.ts';

type Why = Extract<ToolRecord, { kind: 'connection' }>['why'];
export interface Localized {
  en: string;
  'zh-CN': string;
}

const meanings: Readonly<Record<Why, (host: string, port: number) => Localized>> = {
  refused: (host, port) => ({
    en: `${host} answered that nobody listens on port ${port}. Check the port, and whether the service is running.`,
    'zh-CN': `${host} 应答端口 ${port} 无人监听。请检查端口，以及服务是否在运行。`,
  }),
  timeout: (host, port) => ({
    en: `${host} did not answer on port ${port} in time. It may be off, or a firewall drops what is sent there: look at the conduits.`,
    'zh-CN': `${host} 的端口 ${port} 未按时应答。设备可能断电，或防火墙丢弃了发往该处的数据：请查看区域间的管道。`,
  }),
  unreachable: (host) => ({
    en: `There is no way to ${host}. Check the address and that the host is connected and switched on.`,
    'zh-CN': `没有通往 ${host} 的路径。请检查地址，以及主机是否已连接并上电。`,
  }),
  'unknown-host': (host) => ({
    en: `Nobody is called ${host}. Check how it is written, or use the address; "ip neigh" lists what is near.`,
    'zh-CN': `没有名为 ${host} 的主机。请检查拼写，或改用 IP 地址；“ip neigh”可列出附近的主机。`,
  }),
  reset: (host, port) => ({
    en: `${host}:${port} ended the connection at once. It may have restarted, or serves no more connections.`,
    'zh-CN': `${host}:${port} 突然断开了连接。设备可能重启了，或已达到连接数上限。`,
  }),
  closed: (host, port) => ({
    en: `${host}:${port} closed the connection before everything was said. Try again, and look at what the service logs.`,
    'zh-CN': `${host}:${port} 在通信完成之前关闭了连接。请重试，并查看该服务的日志。`,
  }),
  'no-answer': (host, port) => ({
    en: `The connection to ${host}:${port} stands, and no answer came in time. Allow more time, or check that this is the right service.`,
    'zh-CN': `与 ${host}:${port} 的连接正常，但未按时收到应答。请延长超时时间，或确认服务是否正确。`,
  }),
  malformed: (host, port) => ({
    en: `What ${host}:${port} answered is no answer to what was asked. Check that this port speaks the protocol.`,
    'zh-CN': `${host}:${port} 的应答与请求不符。请确认此端口使用的是该协议。`,
  }),
};

/** Of a connection, as a record. `message` in the place of the general one. */
export const connectionRecord = (why: Why, host: string, port: number, message?: Localized): ToolRecord => ({
  kind: 'connection',
  why,
  host,
  port,
  message: message ?? meanings[why](host, port),
});

export const problem = (en: string, chinese: string): ToolRecord => ({ kind: 'problem', message: { en, 'zh-CN': chinese } });
