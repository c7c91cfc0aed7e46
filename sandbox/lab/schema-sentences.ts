/** The sentences that `schema.ts` says itself, in the reader's language. A test holds the table complete. */
import type { LocalizedText } from '../iec61131/diagnostics.ts';

const sentences: [RegExp, string][] = [
  [
    /^"(.*)" is not a duration; write a number with us, ms, s, min or h, e\.g\. 200ms$/,
    '"$1" 不是时长；请写数字加单位 us、ms、s、min 或 h，例如 200ms',
  ],
  [/^must be longer than 0$/, '必须大于 0'],
  [/^use lower-case words joined by hyphens, e\.g\. seal-in$/, '请用小写单词，以连字符相连，例如 seal-in'],
  [/^use an IEC identifier: letters, digits, underscores$/, '请用 IEC 标识符：字母、数字、下划线'],
  [/^name a signal as part\.Name, e\.g\. plant\.StartButton$/, '信号写作 部分.名称，例如 plant.StartButton'],
  [/^write the address as %([IQ])X0\.0, %[IQ]W2 or %[IQ]D4$/, '地址写作 %$1X0.0、%$1W2 或 %$1D4'],
  [
    /^write the id of an element of the scene, e\.g\. contactor, or a place, e\.g\. \[476, 86\]$/,
    '请写场景中某个元素的 id，例如 contactor；或写坐标，例如 [476, 86]',
  ],
  [/^a rig needs at least one controller$/, '一台实训台至少需要一个控制器'],
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
