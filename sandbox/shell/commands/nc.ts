/** `nc -z`: which ports take a connection, as the nc of OpenBSD tells it (on standard error, and only with -v). */
import { Teach } from '../teach.ts';
import { err, type NetworkCommand, nothing, worded } from './command.ts';

/** Ports that have a name of their own on every machine. */
const services: Readonly<Record<number, string>> = {
  22: 'ssh',
  23: 'telnet',
  80: 'http',
  102: 'iso-tsap',
  443: 'https',
  502: 'mbap',
  1883: 'mqtt',
  8080: 'http-alt',
  8883: 'secure-mqtt',
};

export const nc: NetworkCommand = {
  name: 'nc',
  synopsis: ['nc -z [-v] [-w SECONDS] HOST PORT|FROM-TO ...'],
  about: { en: 'Looks whether ports of a host take a connection.', 'zh-CN': '查看主机的端口是否接受连接。' },
  options: [
    { names: ['-z'], help: { en: 'only look, send nothing', 'zh-CN': '只探测，不发送数据' } },
    { names: ['-v'], help: { en: 'say what was found', 'zh-CN': '显示结果' } },
    { names: ['-n'], help: { en: 'no names', 'zh-CN': '不解析名称' } },
    { names: ['-w'], value: 'SECONDS', help: { en: 'how long to wait for a connection (5)', 'zh-CN': '等待连接的时间（5）' } },
  ],
  examples: ['nc -zv meter 502', 'nc -zv plc 100-110'],
  begin(given, desk) {
    if (!given.has('-z')) {
      throw new Teach(
        'Only looking works here: add -z, e.g. `nc -zv meter 502`. To talk to a device there are mbpoll, s7, mosquitto_pub and curl.',
        '这里只支持探测：请加 -z，例如 `nc -zv meter 502`。与设备通信请用 mbpoll、s7、mosquitto_pub 或 curl。',
      );
    }
    const host = given.operand(0, 'The host', '主机');
    given.operand(1, 'The port', '端口');
    const ports = given.operands.slice(1).flatMap(portsOf);
    if (ports.length > 2_000) throw new Teach('At most 2,000 ports at once.', '一次最多 2000 个端口。');
    const verbose = given.has('-v');
    let address = host;
    let open = 0;
    const at = (port: number): string => `${host} port ${port} (tcp)`;
    return {
      order: {
        tool: 'ports',
        host,
        ports,
        timeout: Math.round(given.number('-w', 5, { least: 0.01, most: 600, whole: false }) * 1_000),
      },
      record(record) {
        if (record.kind === 'resolved') address = record.address;
        else if (record.kind === 'port') {
          const { port, state } = record;
          if (state === 'open') open += 1;
          if (!verbose) return nothing;
          const name = given.has('-n') ? '*' : (services[port] ?? '*');
          if (state === 'open')
            return err(`Connection to ${host}${address === host ? '' : ` (${address})`} ${port} port [tcp/${name}] succeeded!\n`);
          const why = { refused: 'Connection refused', timeout: 'Connection timed out', unreachable: 'No route to host' }[state];
          return err(`nc: connect to ${at(port)} failed: ${why}\n`);
        } else if (record.kind === 'connection')
          return err(`nc: getaddrinfo for host "${host}" port ${ports[0]}: Name or service not known\n`);
        else if (record.kind === 'problem') return err(`nc: ${worded(record.message, desk)}\n`);
        return nothing;
      },
      end: () => ({ exit: open > 0 ? 0 : 1 }),
    };
  },
};

/** @throws Teach when it is neither a port nor a range of them. */
function portsOf(word: string): number[] {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(word) ?? [];
  const [first, last] = [Number(from), Number(to ?? from)];
  if (from === undefined || first < 1 || last > 65_535 || last < first) {
    throw new Teach(
      `"${word}" is no port: 1 to 65535, or a range such as 100-110.`,
      `“${word}” 不是端口：应为 1 到 65535，或 100-110 这样的范围。`,
    );
  }
  return Array.from({ length: Math.min(last - first + 1, 2_001) }, (_, index) => first + index);
}
