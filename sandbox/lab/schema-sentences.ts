/** The sentences that `schema.ts` says itself, in the reader's language. A test holds the table complete. */
import type { LocalizedText } from '../iec61131/diagnostics.ts';

const sentences: [RegExp, string][] = [
  [
    /^"(.*)" is not a duration; write a number with us, ms, s, min or h, e\.g\. 200ms$/,
    '"$1" 不是时长；请写数字加单位 us、ms、s、min 或 h，例如 200ms',
  ],
  [/^write a number, e\.g\. 40$/, '请写数字，例如 40'],
  [/^write up, right or down$/, '请写 up、right 或 down'],
  [/^write yes, or leave it out$/, '请写 yes，或不写'],
  [/^write two numbers, e\.g\. "40 0"$/, '请写两个数，例如 "40 0"'],
  [/^write values or ranges with a look each, e\.g\. (.+) or (.+)$/, '请写数值或范围及其外观，例如 $1 或 $2'],
  [/^name a path of this drawing, e\.g\. #belt$/, '请写本图中某条路径的 id，例如 #belt'],
  [/^write how many decimals, e\.g\. 2 or 0\.00$/, '请写小数位数，例如 2 或 0.00'],
  [/^must be longer than 0$/, '必须大于 0'],
  [/^use lower-case words joined by hyphens, e\.g\. seal-in$/, '请用小写单词，以连字符相连，例如 seal-in'],
  [/^use an IEC identifier: letters, digits, underscores$/, '请用 IEC 标识符：字母、数字、下划线'],
  [/^name a signal as part\.Name, e\.g\. plant\.StartButton$/, '信号写作 部分.名称，例如 plant.StartButton'],
  [/^write the address as %([IQ])X0\.0, %[IQ]W2 or %[IQ]D4$/, '地址写作 %$1X0.0、%$1W2 或 %$1D4'],
  [
    /^write the id of an element of the scene, e\.g\. contactor, or a place, e\.g\. \[476, 86\]$/,
    '请写场景中某个元素的 id，例如 contactor；或写坐标，例如 [476, 86]',
  ],
  [
    /^plant, gateway, answers, answer, seen and terminal are names of other parts: call the controller plc, say$/,
    'plant、gateway、answers、answer、seen、terminal 是其他部分的名称：请给控制器另起名，例如 plc',
  ],
  [/^a device needs modbus, s7, broker, mqtt or cyclic$/, '设备需要 modbus、s7、broker、mqtt 或 cyclic 之一'],
  [/^a data block has a number from 1$/, '数据块编号从 1 开始'],
  [/^a unit id is 0 to 255$/, '单元号为 0 至 255'],
  [
    /^write an IPv4 address with four numbers from 0 to 255, e\.g\. 10\.0\.1\.20$/,
    '请写由四个 0 至 255 的数组成的 IPv4 地址，例如 10.0.1.20',
  ],
  [/^write what may pass as tcp\/502, udp\/2222, tcp, udp or icmp$/, '允许通过的内容写作 tcp/502、udp/2222、tcp、udp 或 icmp'],
  [/^start the line with "at" and a time, e\.g\. at 200ms$/, '此行以 "at" 加时间开头，例如 at 200ms'],
  [/^"(.*)" should be one time, written as "at 200ms"$/, '"$1" 应为一个时间，写作 "at 200ms"'],
  [/^name a fault as fault\.its-id, e\.g\. fault\.lt-drift$/, '故障写作 fault.编号，例如 fault.lt-drift'],
  [
    /^a check needs require, program or diagnosis: it asks for nothing yet$/,
    '检查需要 require、program 或 diagnosis 之一：现在还没有任何要求',
  ],
];

/** The sentence as it is when the table does not know it. */
export function translateSchemaSentence(message: string): LocalizedText {
  for (const [pattern, chinese] of sentences) {
    if (pattern.test(message)) return { en: message, 'zh-CN': message.replace(pattern, chinese) };
  }
  return { en: message, 'zh-CN': message };
}
