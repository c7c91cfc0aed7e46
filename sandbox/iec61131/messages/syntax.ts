/** What cannot be read (ST1…). */
import type { Messages } from './message.ts';

export const syntaxMessages = {
  ST1001: [
    'error',
    '`{text}` cannot stand here. Names are made of Latin letters, digits and underscores; other words belong in a comment: // …',
    '此处不能使用 `{text}`。名称只能由拉丁字母、数字和下划线组成；其他文字请写在注释中：// …',
  ],
  ST1002: [
    'error',
    'The comment that begins with `{open}` is never closed. Add `{close}`.',
    '以 `{open}` 开始的注释没有结束，请补上 `{close}`。',
  ],
  ST1003: ['error', 'This string does not end on its line. Add `{quote}`.', '字符串没有在本行结束，请补上 `{quote}`。'],
  ST1004: [
    'error',
    '`{written}` is not Structured Text. Write `{meant}`.',
    '`{written}` 不是结构化文本的写法，请改为 `{meant}`。',
  ],
  ST1010: ['error', 'Expected {expected}, but found {found}.', '此处应为{expected}，实际为 {found}。'],
  ST1011: ['error', 'A semicolon is missing at the end of this statement.', '语句末尾缺少分号（;）。'],
  ST1012: [
    'error',
    '{opening} on line {line} is not closed: add {closing} before {found}.',
    '第 {line} 行的 {opening} 没有结束：请在 {found} 之前补上 {closing}。',
  ],
  ST1013: [
    'error',
    '{found} closes nothing that is open here. Remove it, or look for its beginning above.',
    '{found} 没有对应的开头。请删除它，或检查上文是否缺少开头。',
  ],
  ST1014: ['error', '`=` compares; to assign, write `:=`.', '`=` 用于比较；赋值请写 `:=`。'],
  ST1015: ['error', '`:=` assigns; to compare, write `=`.', '`:=` 用于赋值；比较请写 `=`。'],
  ST1016: [
    'error',
    'This is a value, not an instruction. Assign it with `:=`, or call it with `( )`.',
    '这里只有一个值，没有操作。请用 `:=` 赋值，或用 `( )` 调用。',
  ],
  ST1017: [
    'error',
    '`{written}` is not a word of the language here. Did you mean `{meant}`?',
    '此处没有 `{written}` 这个关键字。是否想写 `{meant}`？',
  ],
  ST1018: ['error', '`{text}` is not a valid number.', '`{text}` 不是有效的数字。'],
  ST1019: [
    'error',
    '`{text}` is not a valid duration. Write for example T#1h2m3s or T#1.5s.',
    '`{text}` 不是有效的时间值。写法示例：T#1h2m3s、T#1.5s。',
  ],
  ST1020: [
    'error',
    'This is nested too deeply to compile (more than {limit} levels). Split it.',
    '嵌套过深（超过 {limit} 层），无法编译。请拆分。',
  ],
  ST1021: [
    'error',
    'This expression has more than {limit} operators. Split it into several statements.',
    '表达式中的运算符超过 {limit} 个，请拆成多条语句。',
  ],
  ST1022: [
    'error',
    '{found} cannot stand here. A file holds PROGRAM, FUNCTION, FUNCTION_BLOCK, CLASS, INTERFACE, TYPE, NAMESPACE, VAR_GLOBAL and CONFIGURATION.',
    '{found} 不能出现在这里。文件中可以有 PROGRAM、FUNCTION、FUNCTION_BLOCK、CLASS、INTERFACE、TYPE、NAMESPACE、VAR_GLOBAL 和 CONFIGURATION。',
  ],
  ST1023: ['error', '{what} is not available yet in this version.', '当前版本尚不支持 {what}。'],
  ST1024: [
    'error',
    'Variables are declared before the first statement. Move this {keyword} section up.',
    '变量必须在第一条语句之前声明，请把这段 {keyword} 移到前面。',
  ],
  ST1025: [
    'error',
    '{found} cannot be a name: it is a reserved word. Choose another name.',
    '{found} 是保留字，不能用作名称，请换一个名称。',
  ],
  ST1026: [
    'error',
    'A FUNCTION_BLOCK or PROGRAM has no result type. Use VAR_OUTPUT for its results.',
    'FUNCTION_BLOCK 和 PROGRAM 没有返回类型，请用 VAR_OUTPUT 输出结果。',
  ],
  ST1027: [
    'error',
    'Octal literals (8#…) were removed in Edition 4 of IEC 61131-3. Write the value as 16#… or in decimal.',
    'IEC 61131-3 第 4 版已删除八进制写法（8#…），请改用 16#… 或十进制。',
  ],
  ST1030: [
    'error',
    'Statements cannot stand beside steps and transitions. Put them into an ACTION, and name it in a step.',
    '语句不能与步和转换并列。请把它们放进 ACTION，并在步中引用该动作。',
  ],
  ST1031: [
    'error',
    'Steps, transitions and actions belong into a PROGRAM or FUNCTION_BLOCK, not into {what}.',
    '步、转换和动作应写在 PROGRAM 或 FUNCTION_BLOCK 中，不能写在 {what} 中。',
  ],
  ST1050: [
    'error',
    'A block or class extends one other. What it can do besides, it promises with IMPLEMENTS.',
    '功能块或类只能扩展一个基类；其余的能力请用 IMPLEMENTS 声明接口。',
  ],
  ST1051: [
    'error',
    '{where} has no statements of its own. Put them into a METHOD.',
    '{where} 本身不能有语句，请写在 METHOD 中。',
  ],
  ST1052: [
    'error',
    'Property `{name}` can neither be read nor written. Add GET … END_GET or SET … END_SET.',
    '属性 `{name}` 既不能读也不能写。请添加 GET … END_GET 或 SET … END_SET。',
  ],
  ST1053: [
    'error',
    'An interface has no variables. Promise a PROPERTY, or methods that give and take the value.',
    '接口不能有变量。请改用 PROPERTY，或用方法读写该值。',
  ],
  ST1060: [
    'error',
    '{what} is a vendor extension, not part of IEC 61131-3, and strict checking refuses it.',
    '{what} 是厂商扩展，不属于 IEC 61131-3，严格检查不接受。',
  ],
  ST1061: [
    'error',
    'This looks like Instruction List (`{text}`), which Edition 4 of IEC 61131-3 removed. Write it in Structured Text: `result := a AND b;`.',
    '这像是指令表（IL）语言（`{text}`），IEC 61131-3 第 4 版已将其删除。请用结构化文本编写：`result := a AND b;`。',
  ],
  ST1062: [
    'error',
    '{what} belongs into a CONFIGURATION, beside its tasks and programs.',
    '{what} 应写在 CONFIGURATION 中，与任务和程序实例并列。',
  ],
  ST1070: [
    'error',
    '`{text}` is not a date or time that there is. Write for example {example}; the years 1678 to 2261 can be held.',
    '`{text}` 不是存在的日期或时间。写法示例：{example}；可表示的年份为 1678 至 2261。',
  ],
} as const satisfies Messages;
