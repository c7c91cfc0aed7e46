/** How addresses are written, by protocol: examples that people know, each with what it means. */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';

export interface AddressExample {
  address: string;
  meaning: LocalizedText;
}

export type SouthProtocol = 'modbus-tcp' | 's7' | 'mqtt';

const said = (address: string, en: string, chinese: string): AddressExample => ({ address, meaning: { en, 'zh-CN': chinese } });

export const addressExamples: Readonly<Record<SouthProtocol, readonly AddressExample[]>> = {
  'modbus-tcp': [
    said('40001', 'holding register 1 of the unit of the connection', '该连接单元的第 1 个保持寄存器'),
    said('1!40001', 'holding register 1 of unit id 1', '单元号 1 的第 1 个保持寄存器'),
    said('1!40001#CDAB', 'two registers, the low word first', '两个寄存器，低字在前'),
    said('1!30001', 'input register 1: can be read only', '第 1 个输入寄存器：只读'),
    said('1!00001', 'coil 1', '第 1 个线圈'),
    said('1!10001', 'discrete input 1', '第 1 个离散输入'),
    said('1!400001', 'six figures, for registers beyond 9999', '六位写法，用于 9999 之后的寄存器'),
    said('hr:0', 'holding register by its number on the wire, from 0', '按报文中的编号写保持寄存器，从 0 起'),
  ],
  s7: [
    said('DB1.DBD20', 'double word (four bytes) 20 of data block 1: a REAL, say', '数据块 1 的双字 20（四字节），例如 REAL'),
    said('DB1.DBW4', 'word (two bytes) 4 of data block 1', '数据块 1 的字 4（两字节）'),
    said('DB1.DBX0.3', 'bit 3 of byte 0 of data block 1', '数据块 1 字节 0 的第 3 位'),
    said('MW10', 'memory word 10', '存储器字 10'),
    said('I0.0', 'input bit 0.0', '输入位 0.0'),
    said('Q0.1', 'output bit 0.1', '输出位 0.1'),
  ],
  mqtt: [
    said('line/temperature', 'the whole payload of this topic', '该主题的整个负载'),
    said('line/temperature#/value', 'what stands at /value in its JSON', '其 JSON 中 /value 处的值'),
    said('line/motor#/bearing/0/temperature', 'a JSON pointer: keys and positions from 0', 'JSON 指针：键名与从 0 起的位置'),
  ],
};

export const isSouthProtocol = (protocol: unknown): protocol is SouthProtocol =>
  protocol === 'modbus-tcp' || protocol === 's7' || protocol === 'mqtt';
