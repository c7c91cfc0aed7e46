/** Programs that are correct and still rarely mean what they say (ST6…). */
import type { Messages } from './message.ts';

export const adviceMessages = {
  ST6001: ['hint', '`{name}` is never used.', '`{name}` 从未使用。'],
  ST6002: [
    'warning',
    'REAL values are rarely exactly equal. Compare the distance: ABS(a - b) < 0.001.',
    '实数很少完全相等。请比较差值：ABS(a - b) < 0.001。',
  ],
  ST6003: [
    'warning',
    '`{name}` is already written {where}. Only the last write of a scan counts; join both conditions with OR.',
    '`{name}` 已在{where}写入。每个扫描周期只有最后一次写入有效；请用 OR 合并两个条件。',
  ],
  ST6004: ['hint', 'This is never reached: {word} stands before it.', '此处永远不会执行：前面有 {word}。'],
  ST6005: [
    'warning',
    '`{name}` never assigns its result. Add `{name} := …;`.',
    '`{name}` 没有给返回值赋值。请添加 `{name} := …;`。',
  ],
  ST6101: [
    'warning',
    '`{name}` is a {type} that is called only under a condition: while it is not called, its time stands still. Call it in every scan, and put the condition into IN.',
    '`{name}` 是 {type}，但只在某个条件下被调用：不调用时，它的计时会停止。请在每个扫描周期都调用它，并把条件写到 IN 中。',
  ],
  ST6102: [
    'hint',
    '`{name}` is read before `{instance}` is called ({where}): this is the value of the previous scan.',
    '`{name}` 在 `{instance}` 被调用（{where}）之前读取：这是上一个扫描周期的值。',
  ],
  ST6103: [
    'warning',
    '`{text}` divides integers, so the fraction is lost: {example}. Make one side a real number, for example `{instead}`.',
    '`{text}` 是整数除法，小数部分会丢失：{example}。请把其中一方写成实数，例如 `{instead}`。',
  ],
  ST6104: [
    'hint',
    '`{name}` is an output that is read here and written nowhere: it stays what it began as. In ladder it lacks a coil, in text an assignment.',
    '`{name}` 是输出，此处读取了它，但没有任何地方写入：它始终保持初始值。梯形图中缺少它的线圈，文本中缺少赋值。',
  ],
  ST6105: [
    'hint',
    '`{name}` is TRUE for one scan at a time, and nothing reads it: a screen or a gateway is too slow to see it. Use it in this scan, or hold it.',
    '`{name}` 每次只在一个扫描周期内为 TRUE，却没有被读取：画面或网关来不及看到它。请在本周期内使用它，或将其保持。',
  ],
  ST6106: [
    'hint',
    '`{name}` is TRUE for one scan of task {task} at a time, and only slower tasks read it (the fastest is {reader}): they miss it more often than not. Set it, and let the reader reset it; or count.',
    '`{name}` 每次只在任务 {task} 的一个扫描周期内为 TRUE，而读取它的都是更慢的任务（最快的是 {reader}）：多数时候会错过。请将其置位并由读取方复位，或改用计数。',
  ],
  ST6160: [
    'info',
    '{what} is a vendor extension, not part of IEC 61131-3. It works here, but not in every tool.',
    '{what} 是厂商扩展，不属于 IEC 61131-3。此处可用，但并非所有工具都支持。',
  ],
  ST6161: [
    'warning',
    'This always gives NULL: a {target} never refers to what a {value} does.',
    '结果始终是 NULL：{target} 不可能指向 {value} 的目标。',
  ],
} as const satisfies Messages;
