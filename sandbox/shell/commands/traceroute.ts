/** `traceroute`: which routers stand on the way. */

import { err, type NetworkCommand, nothing, out, worded } from './command.ts';
import { hostFailure, unknownHost } from './failures.ts';

export const traceroute: NetworkCommand = {
  name: 'traceroute',
  synopsis: ['traceroute [-n] [-m HOPS] [-q QUERIES] [-w SECONDS] HOST'],
  about: { en: 'Shows the routers on the way to a host.', 'zh-CN': '显示到某主机途经的路由器。' },
  options: [
    { names: ['-m'], value: 'HOPS', help: { en: 'routers at most (30)', 'zh-CN': '最多跳数（30）' } },
    { names: ['-q'], value: 'QUERIES', help: { en: 'questions to each (3)', 'zh-CN': '每跳探测次数（3）' } },
    { names: ['-w'], value: 'SECONDS', help: { en: 'how long to wait for an answer (5)', 'zh-CN': '等待回应的时间（5）' } },
    { names: ['-n'], help: { en: 'addresses only, no names', 'zh-CN': '只显示地址，不显示名称' } },
  ],
  examples: ['traceroute -n broker'],
  begin(given, desk) {
    const host = given.operand(0, 'The host to look for', '目标主机');
    const hops = given.number('-m', 30, { least: 1, most: 255 });
    let named = host;
    let address = host;
    return {
      order: {
        tool: 'traceroute',
        host,
        hops,
        queries: given.number('-q', 3, { least: 1, most: 10 }),
        timeout: Math.round(given.number('-w', 5, { least: 0.1, most: 60, whole: false }) * 1_000),
      },
      record(record) {
        switch (record.kind) {
          case 'resolved':
            named = record.host;
            address = record.address;
            return out(`traceroute to ${named} (${address}), ${hops} hops max, 60 byte packets\n`);
          case 'hop': {
            let last = '';
            const words = record.answers.map(({ from, took }) => {
              if (took === null) return ' *';
              const name = given.has('-n') ? from : `${from === address ? named : from} (${from})`;
              const who = from === last ? '' : ` ${name}`;
              last = from;
              return `${who}  ${took.toFixed(3)} ms`;
            });
            return out(`${String(record.hop).padStart(2)} ${words.join('')}\n`);
          }
          case 'connection':
            return record.why === 'unknown-host' ? unknownHost('traceroute', host) : hostFailure('traceroute', record);
          case 'problem':
            return err(`traceroute: ${worded(record.message, desk)}\n`);
          default:
            return nothing;
        }
      },
    };
  },
};
