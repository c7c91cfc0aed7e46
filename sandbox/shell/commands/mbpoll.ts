/** `mbpoll`: reads and writes a Modbus server over TCP; options, words and figures as mbpoll 1.0 of Debian has them. */

import type { ToolRecord } from '../../wire/tools.ts';
import type { Given } from '../options.ts';
import { Teach } from '../teach.ts';
import { type Desk, type Errand, err, type NetworkCommand, nothing, out, type Said, worded } from './command.ts';
import { systemWords } from './failures.ts';
import { formatOf, layOut, type NumberFormat, showBits, showRegisters } from './modbus-values.ts';

const tables = {
  '0': { table: 'coils', type: 'discrete output (coil)', name: 'discrete output (coil)' },
  '1': { table: 'discrete-inputs', type: 'discrete input', name: 'discrete input' },
  '3': { table: 'input-registers', type: 'input register table', name: 'input register' },
  '4': { table: 'holding-registers', type: 'output (holding) register table', name: 'output (holding) register' },
} as const;

/** As libmodbus names the exceptions. */
const exceptions: Readonly<Record<number, string>> = {
  1: 'Illegal function',
  2: 'Illegal data address',
  3: 'Illegal data value',
  4: 'Slave device or server failure',
  5: 'Acknowledge',
  6: 'Slave device or server is busy',
  7: 'Negative acknowledge',
  8: 'Memory parity error',
  10: 'Gateway path unavailable',
  11: 'Target device failed to respond',
};

export const mbpoll: NetworkCommand = {
  name: 'mbpoll',
  synopsis: ['mbpoll [options] HOST', 'mbpoll [options] HOST VALUE ...'],
  about: {
    en: 'Reads a Modbus server again and again, or writes values into it.',
    'zh-CN': '反复读取 Modbus 服务器，或向其写入数值。',
  },
  options: [
    { names: ['-m'], value: 'tcp', help: { en: 'the only mode here', 'zh-CN': '此处只有 tcp 模式' } },
    { names: ['-a'], value: 'UNIT', help: { en: 'unit address, 0 to 255 (1)', 'zh-CN': '单元地址，0 到 255（1）' } },
    { names: ['-r'], value: 'NUMBER', help: { en: 'first reference, counted from 1 (1)', 'zh-CN': '起始编号，从 1 数起（1）' } },
    { names: ['-c'], value: 'NUMBER', help: { en: 'how many values, up to 125 (1)', 'zh-CN': '数值个数，最多 125（1）' } },
    {
      names: ['-t'],
      value: 'TABLE[:FORMAT]',
      help: {
        en: '0 coils, 1 discrete inputs, 3 input registers, 4 holding registers (4); formats hex, int16, int (32 bits), float',
        'zh-CN': '0 线圈，1 离散输入，3 输入寄存器，4 保持寄存器（4）；格式 hex、int16、int（32 位）、float',
      },
    },
    { names: ['-0'], help: { en: 'references count from 0, as on the wire', 'zh-CN': '编号从 0 数起，与报文一致' } },
    { names: ['-B'], help: { en: 'of 32 bits the high word comes first', 'zh-CN': '32 位数高字在前' } },
    { names: ['-1'], help: { en: 'read once only', 'zh-CN': '只读一次' } },
    { names: ['-l'], value: 'MS', help: { en: 'milliseconds between two readings (1000)', 'zh-CN': '读取间隔，毫秒（1000）' } },
    { names: ['-o'], value: 'SECONDS', help: { en: 'how long to wait for an answer (1.00)', 'zh-CN': '等待应答的时间（1.00）' } },
    { names: ['-p'], value: 'PORT', help: { en: 'TCP port (502)', 'zh-CN': 'TCP 端口（502）' } },
    { names: ['-u'], help: { en: 'name plate of the device (function 43/14)', 'zh-CN': '设备铭牌（功能码 43/14）' } },
    { names: ['-q'], help: { en: 'without the head', 'zh-CN': '不显示表头' } },
  ],
  examples: ['mbpoll -1 -t 3:float -B -r 1 -c 2 meter', 'mbpoll -t 4 -r 10 dosing 1234'],
  begin: (given, desk) => begin(given, desk),
};

function begin(given: Given, desk: Desk): Errand {
  const mode = given.one('-m');
  if (mode !== undefined && mode !== 'tcp')
    throw new Teach('Only -m tcp works here: there is no serial line.', '这里只支持 -m tcp：没有串行线路。');
  const host = given.operand(
    0,
    'The host (mbpoll: device or host parameter missing)',
    '主机（mbpoll: device or host parameter missing）',
  );
  const [tableWord = '4', formatWord] = (given.one('-t') ?? '4').split(':');
  const table = tables[tableWord as keyof typeof tables];
  if (table === undefined)
    throw new Teach(`There is no table ${tableWord}: -t 0, 1, 3 or 4.`, `没有表 ${tableWord}：可用 -t 0、1、3 或 4。`);
  const isBits = tableWord === '0' || tableWord === '1';
  const format = isBits ? 'word' : formatOf(formatWord);
  const words = format === 'int' || format === 'float' ? 2 : 1;
  const highFirst = given.has('-B');
  const base = given.has('-0') ? 0 : 1;
  const first = given.number('-r', 1, { least: base, most: 65_535 + base });
  const timeout = given.number('-o', 1, { least: 0.01, most: 10, whole: false });
  const interval = given.number('-l', 1_000, { least: 10, most: 3_600_000 });
  const port = given.number('-p', 502, { least: 1, most: 65_535 });
  const unit = given.number('-a', 1, { least: 0, most: 255 });
  const server = { host, port, unit, timeout: Math.round(timeout * 1_000) };
  const values = given.operands.slice(1);
  const count = values.length > 0 ? values.length : given.number('-c', 1, { least: 1, most: words === 2 ? 62 : 125 });
  const failed = (what: string) => failures(what, table.name, server.host, desk);
  const quiet = given.has('-q');
  if (given.has('-u')) {
    return {
      order: { tool: 'modbus-identify', ...server },
      head: out(quiet ? '' : banner),
      record: (record) =>
        record.kind === 'identity'
          ? out(record.objects.map(({ name, value }) => `${name}: ${value}\n`).join(''))
          : failed('Read')(record),
    };
  }
  const head = quiet
    ? ''
    : `${banner}${configuration({ unit, first, count, host, port, timeout, interval, type: isBits ? table.type : `${typeWords(format, highFirst)}, ${table.type}` })}`;
  const address = first - base;
  if (values.length > 0) {
    if (tableWord === '1' || tableWord === '3') {
      throw new Teach(
        `A ${table.name} can only be read. Write to -t 0 (coils) or -t 4 (holding registers).`,
        `${tableWord === '1' ? '离散输入' : '输入寄存器'}只能读取。请写入 -t 0（线圈）或 -t 4（保持寄存器）。`,
      );
    }
    const order = isBits
      ? { table: 'coils' as const, values: values.map(bit) }
      : { table: 'holding-registers' as const, values: values.flatMap((value) => layOut(value, format, highFirst)) };
    return {
      order: { tool: 'modbus-write', ...server, address, ...order },
      head: out(head),
      record: (record) => (record.kind === 'written' ? out(`Written ${values.length} references.\n`) : failed('Write')(record)),
    };
  }
  const once = given.has('-1');
  const polling = `-- Polling slave ${unit}...${once ? '' : ' Ctrl-C to stop)'}\n`;
  const otherwise = failed('Read');
  return {
    order: {
      tool: 'modbus-read',
      ...server,
      table: table.table,
      address,
      quantity: count * words,
      count: once ? 1 : null,
      interval,
    },
    head: out(head),
    record(record) {
      if (record.kind === 'bits') return out(`${polling}${showBits(first, record.bits)}`);
      if (record.kind === 'registers') return out(`${polling}${showRegisters(first, record.registers, format, highFirst)}`);
      if (record.kind === 'polls') return once ? nothing : out(statistics(host, record));
      return record.kind === 'modbus-exception' ? { out: polling, ...otherwise(record) } : otherwise(record);
    },
  };
}

const banner = `mbpoll 1.0-0 - FieldTalk(tm) Modbus(R) Master Simulator\n\n`;

function configuration(one: {
  unit: number;
  first: number;
  count: number;
  host: string;
  port: number;
  timeout: number;
  interval: number;
  type: string;
}): string {
  return [
    'Protocol configuration: Modbus TCP',
    `Slave configuration...: address = [${one.unit}]`,
    `                        start reference = ${one.first}, count = ${one.count}`,
    `Communication.........: ${one.host}, port ${one.port}, t/o ${one.timeout.toFixed(2)} s, poll rate ${one.interval} ms`,
    `Data type.............: ${one.type}`,
    '\n',
  ].join('\n');
}

function typeWords(format: NumberFormat, highFirst: boolean): string {
  if (format !== 'int' && format !== 'float') return '16-bit register';
  return `32-bit ${format === 'int' ? 'integer' : 'float'} (${highFirst ? 'big' : 'little'} endian)`;
}

function statistics(host: string, { sent, answered, errors }: Extract<ToolRecord, { kind: 'polls' }>): string {
  const loss = sent === 0 ? 0 : ((sent - answered) / sent) * 100;
  const frames = `${sent} frames transmitted, ${answered} received, ${errors} errors, ${loss.toFixed(1)}% frame loss`;
  return `--- ${host} poll statistics ---\n${frames}\n\neverything was closed.\nHave a nice day !\n`;
}

function failures(what: string, table: string, host: string, desk: Desk): Errand['record'] {
  return (record): Said => {
    if (record.kind === 'modbus-exception') {
      return err(`${what} ${table} failed: ${exceptions[record.exception] ?? `exception ${record.exception}`}\n`);
    }
    if (record.kind === 'problem') return err(`mbpoll: ${worded(record.message, desk)}\n`);
    if (record.kind !== 'connection') return nothing;
    if (record.why === 'unknown-host') return err(`mbpoll: Connection failed: ${host}: ${systemWords[record.why]}.\n`);
    const whileTalking = ['reset', 'closed', 'no-answer', 'malformed'].includes(record.why);
    return err(
      whileTalking
        ? `${what} ${table} failed: ${systemWords[record.why]}\n`
        : `mbpoll: Connection failed: ${systemWords[record.why]}.\n`,
    );
  };
}

/** @throws Teach when it is neither 0 nor 1. */
function bit(word: string): number {
  if (word === '0' || word === '1') return Number(word);
  throw new Teach(`A coil takes 0 or 1, not "${word}".`, `线圈只接受 0 或 1，而不是“${word}”。`);
}
