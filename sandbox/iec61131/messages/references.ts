/** References, arrays of any size, and variables laid at a place (ST216…, ST217…). */
import type { Messages } from './message.ts';

export const referencesMessages = {
  ST2160: [
    'error',
    'Nothing can refer to `{name}`: {why}. Refer to a variable that lasts: a global one, or one of a program or function block.',
    '无法引用 `{name}`：{why}。请引用持久存在的变量：全局变量，或程序、功能块的变量。',
  ],
  ST2161: [
    'error',
    '`{text}` is {type}, not a reference. Only what is declared as REF_TO … can be followed with `^`.',
    '`{text}` 是 {type}，不是引用。只有声明为 REF_TO … 的变量才能用 `^` 访问其目标。',
  ],
  ST2162: [
    'error',
    '`?=` tries to let one reference refer to what another does, but `{text}` is {type}.',
    '`?=` 用于尝试把一个引用指向另一个引用的目标，而 `{text}` 是 {type}。',
  ],
  ST2163: [
    'error',
    'A REFERENCE TO cannot refer to another reference. Use REF_TO for one of them.',
    'REFERENCE TO 不能再引用另一个引用，请将其中之一改为 REF_TO。',
  ],
  ST2164: [
    'error',
    'The size of `{name}` is known to its caller only. Count its elements: UPPER_BOUND - LOWER_BOUND + 1.',
    '`{name}` 的大小只有调用者知道。请计算元素个数：UPPER_BOUND - LOWER_BOUND + 1。',
  ],
  ST2165: [
    'error',
    'ARRAY [*] takes arrays of any bounds, and stands only in VAR_IN_OUT, or in VAR_INPUT and VAR_OUTPUT of a function or method. Write the bounds here: ARRAY [1..10].',
    'ARRAY [*] 用于接收任意上下限的数组，只能写在 VAR_IN_OUT 中，或写在函数和方法的 VAR_INPUT、VAR_OUTPUT 中。此处请写明上下限：ARRAY [1..10]。',
  ],
  ST2166: [
    'error',
    '{type} has no part `.%{size}`. Parts are smaller than the whole: .%X (bit), .%B (byte), .%W (word), .%D (double word).',
    '{type} 没有 `.%{size}` 部分。部分必须小于整体：.%X（位）、.%B（字节）、.%W（字）、.%D（双字）。',
  ],
  ST2167: [
    'error',
    '{edge} belongs to a BOOL in VAR_INPUT of a function block or program. Elsewhere, use an R_TRIG or F_TRIG.',
    '{edge} 只能用于功能块或程序 VAR_INPUT 中的 BOOL。其他地方请使用 R_TRIG 或 F_TRIG。',
  ],
  ST2168: [
    'error',
    '`{name}` may have any size, so it cannot be copied as a whole. Copy element by element, from LOWER_BOUND to UPPER_BOUND.',
    '`{name}` 的大小不固定，不能整体复制。请从 LOWER_BOUND 到 UPPER_BOUND 逐个复制元素。',
  ],
  ST2169: [
    'error',
    '`{text}` is no place within a structure. Write %B2 for a byte, %W1 for a word, %X0.3 for a bit.',
    '`{text}` 不是结构内的有效位置。字节写作 %B2，字写作 %W1，位写作 %X0.3。',
  ],
  ST2170: [
    'error',
    '{type} cannot lie at `{text}`: a BOOL needs the place of a bit (%X0.3), numbers need bytes, and strings, references and instances cannot be overlaid.',
    '{type} 不能位于 `{text}`：BOOL 需要位地址（%X0.3），数值需要字节地址；字符串、引用和实例不能叠放。',
  ],
  ST2171: [
    'error',
    '`{name}` lies on the same bytes as `{other}`. Move one of them, or write STRUCT OVERLAP.',
    '`{name}` 与 `{other}` 占用相同的字节。请移动其中之一，或写成 STRUCT OVERLAP。',
  ],
  ST2172: ['error', '{words} has no meaning in {section}. Leave it out.', '{words} 在 {section} 中没有意义，请删除。'],
  ST2173: [
    'error',
    '`{name}` in {section} begins with the value of the variable that it stands for. Leave `:= …` out here.',
    '{section} 中的 `{name}` 代表另一个变量，其初始值由该变量决定。请删除此处的 `:= …`。',
  ],
} as const satisfies Messages;
