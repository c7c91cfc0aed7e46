/** Names and types (ST2…). */
import type { Messages } from './message.ts';

export const namesMessages = {
  ST2001: [
    'error',
    '`{name}` is not declared. Declare it between VAR and END_VAR.',
    '`{name}` 尚未声明。请在 VAR 与 END_VAR 之间声明它。',
  ],
  ST2002: ['error', '`{name}` is not declared. Did you mean `{nearest}`?', '`{name}` 尚未声明。是否想写 `{nearest}`？'],
  ST2003: ['error', 'There is no type `{name}`.', '没有名为 `{name}` 的类型。'],
  ST2004: ['error', 'There is no type `{name}`. Did you mean `{nearest}`?', '没有名为 `{name}` 的类型。是否想写 `{nearest}`？'],
  ST2010: ['error', '`{text}` is not a variable. Only a variable can stand here.', '`{text}` 不是变量，此处只能使用变量。'],
  ST2011: [
    'error',
    '`{name}` is an instance of {type}; it cannot be assigned. Assign its inputs, or call it.',
    '`{name}` 是 {type} 的实例，不能整体赋值。请给它的输入赋值，或调用它。',
  ],
  ST2012: [
    'error',
    '`{name}` is an instance of {type}, not a value. Name one of its outputs, for example `{name}.Q`.',
    '`{name}` 是 {type} 的实例，不是值。请写出它的某个输出，例如 `{name}.Q`。',
  ],
  ST2013: [
    'error',
    '`{name}` is a function block type. Declare an instance between VAR and END_VAR (`my{type} : {type};`) and use that.',
    '`{name}` 是功能块类型。请在 VAR 与 END_VAR 之间声明一个实例（`my{type} : {type};`），然后使用该实例。',
  ],
  ST2014: ['error', '`{name}` is a function. Call it: `{name}( … )`.', '`{name}` 是函数，请这样调用：`{name}( … )`。'],
  ST2015: [
    'error',
    '`{name}` is the name of a type. Choose another name, or declare a variable of this type.',
    '`{name}` 是类型名。请换一个名称，或声明一个该类型的变量。',
  ],
  ST2016: [
    'error',
    '`{name}` belongs to more than one enumeration. Write `{first}` or `{second}`.',
    '`{name}` 属于多个枚举。请写 `{first}` 或 `{second}`。',
  ],
  ST2020: ['error', '{type} has no `{name}`. It has: {names}.', '{type} 中没有 `{name}`。可用的有：{names}。'],
  ST2021: [
    'error',
    '`{name}` is internal to {type} and cannot be reached from outside. Make it a VAR_OUTPUT to read it.',
    '`{name}` 是 {type} 的内部变量，外部无法访问。若要读取，请将其改为 VAR_OUTPUT。',
  ],
  ST2022: [
    'error',
    '`{name}` is an output: the block writes it, others only read it.',
    '`{name}` 是输出，由功能块写入，外部只能读取。',
  ],
  ST2023: [
    'error',
    '`{name}` is a VAR_IN_OUT: it is given in the call and cannot be reached otherwise.',
    '`{name}` 是 VAR_IN_OUT，只能在调用时给出，不能以其他方式访问。',
  ],
  ST2024: [
    'error',
    '`{name}` is {type} and has no parts, so `.{member}` means nothing here.',
    '`{name}` 的类型是 {type}，没有成员，因此不能使用 `.{member}`。',
  ],
  ST2025: [
    'error',
    '`{name}` is {type}, not an array, and takes no index.',
    '`{name}` 的类型是 {type}，不是数组，不能使用下标。',
  ],
  ST2026: [
    'error',
    '`{name}` has {wanted} dimension(s), but {given} index(es) are given.',
    '`{name}` 有 {wanted} 维，但给出了 {given} 个下标。',
  ],
  ST2027: [
    'error',
    '`{name}` is {type} and has no single bits. BYTE, WORD, DWORD, LWORD and the integers have.',
    '`{name}` 的类型是 {type}，不能按位访问。BYTE、WORD、DWORD、LWORD 和整数可以。',
  ],
  ST2028: [
    'error',
    '`{name}` is an array: its elements are named with square brackets, `{text}`.',
    '`{name}` 是数组：元素用方括号表示，即 `{text}`。',
  ],
  ST2030: ['error', '`{name}` is a constant and cannot be changed.', '`{name}` 是常量，不能修改。'],
  ST2031: [
    'error',
    '`{name}` is a VAR_INPUT: its caller gives it, the block itself only reads it. Use a variable of your own.',
    '`{name}` 是 VAR_INPUT，由调用者给出，内部只能读取。请改用自己的变量。',
  ],
  ST2032: [
    'error',
    '`{name}` counts this loop and cannot be changed inside it. To leave early, write EXIT.',
    '`{name}` 是循环计数变量，循环体内不能修改。若要提前退出，请用 EXIT。',
  ],
  ST2033: [
    'warning',
    '`{name}` is an input ({address}): what you write is overwritten at the start of the next scan.',
    '`{name}` 是输入（{address}）：写入的值会在下一个扫描周期开始时被覆盖。',
  ],
  ST2040: [
    'error',
    'A {what} type needs a name: declare it under TYPE … END_TYPE and use the name here.',
    '{what} 类型需要名称：请在 TYPE … END_TYPE 中声明，然后在此处使用其名称。',
  ],
  ST2041: ['error', '`{name}` is a program or a function, not a type.', '`{name}` 是程序或函数，不是类型。'],
  ST2042: ['error', '`{name}` would contain itself, and so have no end.', '`{name}` 会包含自身，无法确定大小。'],
  ST2043: ['error', 'Only integer types can stand here, and `{name}` is none.', '此处只能使用整数类型，而 `{name}` 不是。'],
  ST2050: ['error', '`{name}` is declared twice.', '`{name}` 重复声明。'],
  ST2051: ['error', '`{name}` is CONSTANT and needs its value here: `:= …`.', '`{name}` 是 CONSTANT，必须在此给出值：`:= …`。'],
  ST2052: [
    'error',
    '`{name}` is already declared {where}. Choose another name. (Capital and small letters are the same.)',
    '`{name}` 已在{where}声明，请换一个名称。（不区分大小写。）',
  ],
  ST2053: [
    'error',
    'There is no VAR_GLOBAL `{name}` for this VAR_EXTERNAL.',
    '没有与此 VAR_EXTERNAL 对应的 VAR_GLOBAL `{name}`。',
  ],
  ST2054: [
    'error',
    '`{name}` is {external} here, but {global} in VAR_GLOBAL.',
    '`{name}` 在此处是 {external}，但在 VAR_GLOBAL 中是 {global}。',
  ],
  ST2055: [
    'error',
    'A function keeps nothing between calls, so RETAIN has no place in it.',
    '函数在两次调用之间不保存数据，不能使用 RETAIN。',
  ],
  ST2056: [
    'error',
    'VAR_GLOBAL stands in a CONFIGURATION or at the top of a file, not inside a POU.',
    'VAR_GLOBAL 应写在 CONFIGURATION 中或文件顶层，不能写在 POU 内部。',
  ],
  ST2057: [
    'error',
    '`{name}` is an instance of {type}, which must remember; a function forgets. Use a FUNCTION_BLOCK, or pass the instance as VAR_IN_OUT.',
    '`{name}` 是 {type} 的实例，需要保存状态，而函数不保存状态。请改用 FUNCTION_BLOCK，或以 VAR_IN_OUT 传入实例。',
  ],
} as const satisfies Messages;
