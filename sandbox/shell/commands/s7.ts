/** `s7 read|write|info`: a controller that speaks S7comm. No tool of this kind stands in every toolbox, so the words are ours. */

import type { ToolRecord } from '../../wire/tools.ts';
import { Teach } from '../teach.ts';
import { err, type NetworkCommand, nothing, worded } from './command.ts';

export const s7: NetworkCommand = {
  name: 's7',
  synopsis: ['s7 read HOST ITEM ...', 's7 write HOST ITEM=VALUE ...', 's7 info HOST'],
  about: {
    en: 'Reads and writes a controller over S7comm: items such as DB1.DBD20, DB1.DBX5.2, MW10, I0.0, Q0.1; with a type behind a colon, DB1.DBD20:REAL.',
    'zh-CN': '通过 S7comm 读写控制器：变量如 DB1.DBD20、DB1.DBX5.2、MW10、I0.0、Q0.1；类型写在冒号后，如 DB1.DBD20:REAL。',
  },
  options: [
    { names: ['-p', '--port'], value: 'PORT', help: { en: 'TCP port (102)', 'zh-CN': 'TCP 端口（102）' } },
    { names: ['--rack'], value: 'NUMBER', help: { en: 'rack (0)', 'zh-CN': '机架（0）' } },
    { names: ['--slot'], value: 'NUMBER', help: { en: 'slot of the CPU (1)', 'zh-CN': 'CPU 槽位（1）' } },
    { names: ['-o'], value: 'SECONDS', help: { en: 'how long to wait for an answer (3)', 'zh-CN': '等待应答的时间（3）' } },
  ],
  examples: ['s7 read press DB1.DBD0:REAL DB1.DBX4.0', 's7 write press DB1.DBW6=12'],
  subcommands: ['read', 'write', 'info'],
  begin(given, desk) {
    const [what = '', host, ...items] = given.operands;
    if (!['read', 'write', 'info'].includes(what)) {
      throw new Teach(
        `s7 ${what} does not exist: s7 read, s7 write or s7 info.`,
        `没有 s7 ${what}：可用 s7 read、s7 write、s7 info。`,
      );
    }
    if (host === undefined) throw new Teach(`The host is missing: s7 ${what} HOST …`, `缺少主机：s7 ${what} 主机 …`);
    const server = {
      host,
      port: given.number('-p', 102, { least: 1, most: 65_535 }),
      rack: given.number('--rack', 0, { least: 0, most: 7 }),
      slot: given.number('--slot', 1, { least: 0, most: 31 }),
      timeout: Math.round(given.number('-o', 3, { least: 0.01, most: 600, whole: false }) * 1_000),
    };
    if (what !== 'info' && items.length === 0) {
      throw new Teach(
        what === 'read'
          ? `What to read is missing: s7 read ${host} DB1.DBW0.`
          : `What to write is missing: s7 write ${host} DB1.DBW0=5.`,
        what === 'read' ? `缺少要读取的变量：s7 read ${host} DB1.DBW0。` : `缺少要写入的变量：s7 write ${host} DB1.DBW0=5。`,
      );
    }
    let wrong = false;
    return {
      order:
        what === 'read'
          ? { tool: 's7-read', ...server, items }
          : what === 'write'
            ? { tool: 's7-write', ...server, items: items.map(itemOf) }
            : { tool: 's7-info', ...server },
      record(record) {
        if (record.kind === 'item') {
          const { address, type, value, error } = record;
          wrong ||= error !== null;
          if (error !== null) return err(`${address}: ${worded(error, desk)}\n`);
          return { out: `${address.padEnd(16)} ${type.padEnd(6)} ${value === null ? '' : shown(value)}\n` };
        }
        if (record.kind === 'identity') return { out: record.objects.map(({ name, value }) => `${name}: ${value}\n`).join('') };
        if (record.kind === 'problem') return err(`s7: ${worded(record.message, desk)}\n`);
        if (record.kind === 'connection')
          return err(`s7: ${worded(record.message, desk)}
`);
        return nothing;
      },
      end: () => (wrong ? { exit: 1 } : nothing),
    };
  },
};

type Value = NonNullable<Extract<ToolRecord, { kind: 'item' }>['value']>;

function shown(value: Value): string {
  if (Array.isArray(value)) return value.map((one) => (one === null ? '-' : shown(one))).join(' ');
  return typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : String(value);
}

/** @throws Teach without an equals sign. */
function itemOf(word: string): { address: string; value: string } {
  const at = word.indexOf('=');
  if (at > 0) return { address: word.slice(0, at), value: word.slice(at + 1) };
  throw new Teach(
    `"${word}" has no value: write ITEM=VALUE, e.g. DB1.DBW0=5.`,
    `“${word}” 没有值：请写成 变量=值，例如 DB1.DBW0=5。`,
  );
}
