/** `ping`, as iputils prints it. */
import type { ToolRecord } from '../../wire/tools.ts';

import { err, type NetworkCommand, nothing, out, worded } from './command.ts';
import { hostFailure, unknownHost } from './failures.ts';

type RoundTrips = NonNullable<Extract<ToolRecord, { kind: 'echoes' }>['took']>;

const named = (host: string, address: string): string => (host === address ? address : `${host} (${address})`);
/** Three digits that count, as iputils. */
const milliseconds = (took: number): string =>
  took >= 100 ? took.toFixed(0) : took >= 10 ? took.toFixed(1) : took >= 1 ? took.toFixed(2) : took.toFixed(3);

export const ping: NetworkCommand = {
  name: 'ping',
  synopsis: ['ping [-c COUNT] [-i SECONDS] [-W SECONDS] [-s BYTES] [-t TTL] HOST'],
  about: {
    en: 'Asks a host for an echo, again and again until Ctrl-C.',
    'zh-CN': '反复请求主机回应（ICMP echo），按 Ctrl-C 结束。',
  },
  options: [
    { names: ['-c'], value: 'COUNT', help: { en: 'so many requests, then end', 'zh-CN': '发送次数，之后结束' } },
    { names: ['-i'], value: 'SECONDS', help: { en: 'between two requests (1)', 'zh-CN': '两次请求的间隔（1）' } },
    { names: ['-W'], value: 'SECONDS', help: { en: 'how long to wait for an answer (1)', 'zh-CN': '等待回应的时间（1）' } },
    {
      names: ['-w'],
      value: 'SECONDS',
      help: { en: 'end after so long, whatever has come', 'zh-CN': '到时即结束，无论收到多少' },
    },
    { names: ['-s'], value: 'BYTES', help: { en: 'data in a request (56)', 'zh-CN': '每个请求的数据字节数（56）' } },
    { names: ['-t'], value: 'TTL', help: { en: 'routers on the way at most (64)', 'zh-CN': '最多经过的路由器数（64）' } },
  ],
  examples: ['ping -c 3 meter'],
  begin(given, desk) {
    const host = given.operand(0, 'The host to ask', '要询问的主机');
    const bytes = given.number('-s', 56, { least: 0, most: 65_507 });
    let address = host;
    return {
      order: {
        tool: 'ping',
        host,
        count: given.has('-c') ? given.number('-c', 1, { least: 1, most: 1_000_000 }) : null,
        interval: Math.round(given.number('-i', 1, { least: 0.01, most: 3_600, whole: false }) * 1_000),
        timeout: Math.round(given.number('-W', 1, { least: 0.01, most: 3_600, whole: false }) * 1_000),
        bytes,
        timeToLive: given.number('-t', 64, { least: 1, most: 255 }),
        deadline: given.has('-w') ? Math.round(given.number('-w', 1, { least: 0.01, most: 3_600, whole: false }) * 1_000) : null,
      },
      record(record) {
        switch (record.kind) {
          case 'resolved':
            address = record.address;
            return out(`PING ${record.host} (${address}) ${bytes}(${bytes + 28}) bytes of data.\n`);
          case 'echo': {
            const { answer, from, sequence, timeToLive, took } = record;
            if (answer === 'none') return nothing;
            if (answer === 'reply') {
              const time = took === null ? '' : ` time=${milliseconds(took)} ms`;
              return out(`${record.bytes + 8} bytes from ${named(host, from)}: icmp_seq=${sequence} ttl=${timeToLive}${time}\n`);
            }
            const why = {
              'ttl-exceeded': 'Time to live exceeded',
              unreachable: 'Destination Host Unreachable',
              'too-long': 'Message too long',
            }[answer];
            if (answer === 'too-long') return err('ping: local error: message too long, mtu=1500\n');
            return out(`From ${from} icmp_seq=${sequence} ${why}\n`);
          }
          case 'echoes': {
            const { sent, received, errors, took, lasted } = record;
            const loss = sent === 0 ? 0 : ((sent - received) / sent) * 100;
            const lossText = Number.isInteger(loss) ? String(loss) : loss.toPrecision(6).replace(/0+$/, '');
            const head = `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${received} received, ${errors > 0 ? `+${errors} errors, ` : ''}${lossText}% packet loss, time ${Math.round(lasted)}ms\n`;
            return out(took === null ? `${head}\n` : `${head}${figures(took)}`);
          }
          case 'connection':
            return record.why === 'unknown-host' ? unknownHost('ping', host) : hostFailure('ping', record);
          case 'problem':
            return err(`ping: ${worded(record.message, desk)}\n`);
          default:
            return nothing;
        }
      },
    };
  },
};

const figures = ({ least, average, most, deviation }: RoundTrips): string =>
  `rtt min/avg/max/mdev = ${[least, average, most, deviation].map((one) => one.toFixed(3)).join('/')} ms\n`;
