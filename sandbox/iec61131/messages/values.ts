/** Values, conversions, operators, texts and dates (ST3…). */
import type { Messages } from './message.ts';

export const valuesMessages = {
  ST3001: ['error', '{value} does not fit into {type}: {lower} to {upper}.', '{value} 超出 {type} 的范围：{lower} 到 {upper}。'],
  ST3002: ['error', '{wanted} is needed here, but this is {given}.', '此处需要 {wanted}，实际为 {given}。'],
  ST3003: [
    'error',
    '{given} may not fit into {wanted}. If you mean it, write {call}( … ).',
    '{given} 可能超出 {wanted} 的范围。若确需转换，请写 {call}( … )。',
  ],
  ST3004: [
    'error',
    '{wanted} is needed here, but this is {given}. Convert it: {call}( … ).',
    '此处需要 {wanted}，实际为 {given}。请转换：{call}( … )。',
  ],
  ST3005: [
    'error',
    'TRUE or FALSE is needed here, but `{text}` is {given}. Compare it, for example `{text} <> 0`.',
    '此处需要 TRUE 或 FALSE，而 `{text}` 是 {given}。请进行比较，例如 `{text} <> 0`。',
  ],
  ST3006: [
    'error',
    'A duration is needed here, but this is {given}. Write for example T#500ms.',
    '此处需要时间值，实际为 {given}。写法示例：T#500ms。',
  ],
  ST3007: ['error', '`{text}` is not a value of {type}.', '`{text}` 不是 {type} 的值。'],
  ST3010: [
    'error',
    'Index {value} is outside `{name}`: {lower} to {upper}.',
    '下标 {value} 超出 `{name}` 的范围：{lower} 到 {upper}。',
  ],
  ST3011: [
    'error',
    '{type} has bits 0 to {upper}; there is no bit {value}.',
    '{type} 的位号为 0 到 {upper}，没有第 {value} 位。',
  ],
  ST3012: ['error', 'This divides by zero.', '除数为零。'],
  ST3020: [
    'error',
    'A condition is TRUE or FALSE, but `{text}` is neither. Compare it with something, for example `{text} > 0`.',
    '条件必须是 TRUE 或 FALSE，而 `{text}` 不是。请进行比较，例如 `{text} > 0`。',
  ],
  ST3021: [
    'error',
    '{operator} takes BOOL or bit strings, but has {left} and {right}.',
    '{operator} 的操作数必须是 BOOL 或位串，实际为 {left} 和 {right}。',
  ],
  ST3022: [
    'error',
    '{operator} works on bits, and {type} is a number. Convert it: {call}( … ).',
    '{operator} 按位运算，而 {type} 是数值。请转换：{call}( … )。',
  ],
  ST3023: ['error', 'Comparisons cannot be chained. Write `{text}`.', '比较不能连写。请写 `{text}`。'],
  ST3024: ['error', '`{operator}` cannot combine {left} and {right}.', '`{operator}` 不能用于 {left} 和 {right}。'],
  ST3025: [
    'error',
    '`{operator}` computes with numbers, and {type} is a pattern of bits. Convert it: {call}( … ).',
    '`{operator}` 用于数值运算，而 {type} 是位串。请转换：{call}( … )。',
  ],
  ST3026: [
    'error',
    'No type holds every value of both {left} and {right}. Convert one of them, for example TO_LREAL( … ).',
    '没有一种类型能同时容纳 {left} 和 {right} 的所有值。请转换其中之一，例如 TO_LREAL( … )。',
  ],
  ST3027: ['error', '`{operator}` cannot be applied to {type}.', '`{operator}` 不能用于 {type}。'],
  ST3028: ['error', '`+` does not join texts. Write `{text}`.', '`+` 不能连接字符串。请写 `{text}`。'],
  ST3029: [
    'error',
    'NOT binds tighter than `{operator}`: this would be the opposite of `{operand}` itself. Write `{text}`.',
    'NOT 的优先级高于 `{operator}`：这里取反的是 `{operand}` 本身。请写 `{text}`。',
  ],
  ST3030: [
    'error',
    '`{text}` is not known before the program runs. A constant is needed here.',
    '`{text}` 的值在运行前未知。此处需要常量。',
  ],
  ST3031: [
    'error',
    'The range {lower}..{upper} is empty or too large. The lower bound comes first.',
    '范围 {lower}..{upper} 为空或过大。请先写下限。',
  ],
  ST3032: [
    'error',
    'An array of {count} elements is too large; {limit} is the limit.',
    '数组有 {count} 个元素，超过上限 {limit}。',
  ],
  ST3033: ['error', '{type} is initialised part by part: {example}.', '{type} 需要逐项初始化：{example}。'],
  ST3034: [
    'error',
    'This initial value has parts, but {type} has none like these.',
    '此初始值由多个部分组成，与类型 {type} 不符。',
  ],
  ST3035: [
    'error',
    'There are {given} initial values, but room for {count} only.',
    '给出了 {given} 个初始值，但只能容纳 {count} 个。',
  ],
  ST3070: [
    'error',
    'A string holds 1 to {limit} characters; {given} is not possible.',
    '字符串的长度为 1 到 {limit} 个字符，不能是 {given}。',
  ],
  ST3071: [
    'error',
    '`{text}` means nothing in a string. Write `$$` for a dollar sign, `$L` for a line feed, `{digits}` for a character code.',
    '字符串中的 `{text}` 没有意义。美元符号写作 `$$`，换行写作 `$L`，字符代码写作 `{digits}`。',
  ],
  ST3072: [
    'error',
    'A STRING holds only characters of one byte (codes up to 255), and {text} has others. Use a WSTRING with double quotes.',
    'STRING 只能存放单字节字符（代码不超过 255），而 {text} 含有其他字符。请改用 WSTRING 和双引号。',
  ],
  ST3073: ['error', '{type} is exactly one character, and {text} is not.', '{type} 只能是一个字符，而 {text} 不是。'],
  ST3074: [
    'error',
    'A {type} is written {text}: single quotes for STRING, double quotes for WSTRING.',
    '{type} 应写作 {text}：STRING 用单引号，WSTRING 用双引号。',
  ],
  ST3075: [
    'warning',
    'This text has {length} characters, and {type} keeps only the first {capacity}. Declare it longer: STRING[{length}].',
    '该文本有 {length} 个字符，而 {type} 只能保留前 {capacity} 个。请声明更长的字符串：STRING[{length}]。',
  ],
  ST3076: ['error', 'There is no conversion from {given} to {wanted}.', '没有从 {given} 到 {wanted} 的转换。'],
  ST3077: ['error', '{name} gives its values through named outputs: {example}.', '{name} 通过命名输出给出结果：{example}。'],
  ST3160: [
    'error',
    '{type} has no {part} number {value}: they count from 0 to {upper}.',
    '{type} 没有编号为 {value} 的 {part}：编号从 0 到 {upper}。',
  ],
} as const satisfies Messages;
