/** Calls and statements (ST4…). */
import type { Messages } from './message.ts';

export const callsMessages = {
  ST4001: [
    'error',
    'There is no function or instance `{name}`. A function block is called by its instance’s name, declared between VAR and END_VAR.',
    '没有名为 `{name}` 的函数或实例。调用功能块要用其实例名，实例在 VAR 与 END_VAR 之间声明。',
  ],
  ST4002: [
    'error',
    '{name} takes {wanted} argument(s) ({names}), but {given} are given.',
    '{name} 需要 {wanted} 个参数（{names}），实际给出 {given} 个。',
  ],
  ST4003: ['error', '{callee} has no parameter `{name}`. It has: {names}.', '{callee} 没有参数 `{name}`。可用的参数：{names}。'],
  ST4004: ['error', '{name} takes {wanted}, but this is {given}.', '{name} 需要 {wanted}，实际为 {given}。'],
  ST4005: [
    'error',
    '{name} needs arguments of one type, but has {left} and {right}.',
    '{name} 的参数类型必须一致，实际为 {left} 和 {right}。',
  ],
  ST4006: ['error', 'Name all arguments of {name}, or none.', '调用 {name} 时，参数要么全部写名称，要么都不写。'],
  ST4007: ['error', '`{name}` is given twice.', '参数 `{name}` 重复给出。'],
  ST4008: ['error', '`{name}` of {callee} is connected with `{arrow}`.', '{callee} 的 `{name}` 应使用 `{arrow}` 连接。'],
  ST4009: [
    'error',
    '`{name}` is {wanted}; only a variable of the same type can be connected to it, and this is {given}.',
    '`{name}` 的类型是 {wanted}，只能连接同类型的变量，实际为 {given}。',
  ],
  ST4010: [
    'error',
    '`{text}` cannot be called here. Functions can; of a function block, call the instance as a statement of its own and read its outputs.',
    '`{text}` 不能在此调用。表达式中只能调用函数；功能块实例应作为单独的语句调用，再读取其输出。',
  ],
  ST4011: [
    'error',
    '`{name}` is a program and cannot be called. Programs run in tasks.',
    '`{name}` 是程序，不能调用。程序由任务执行。',
  ],
  ST4012: ['error', '`{name}` gives no value. Call it as a statement of its own.', '`{name}` 没有返回值，请作为单独的语句调用。'],
  ST4013: ['error', '`{name}` of {callee} must be given.', '必须给出 {callee} 的参数 `{name}`。'],
  ST4014: [
    'error',
    '`{name}` is {wanted}, and this is {given}: what it holds beyond {length} characters would be cut off by the call. Declare the parameter as {given}, or longer; shorter variables fit it, too.',
    '`{name}` 的类型是 {wanted}，而此处是 {given}：调用会截断第 {length} 个字符之后的内容。请把参数声明为 {given} 或更长；较短的变量也可以传入。',
  ],
  ST4020: ['error', '{word} leaves a loop, and there is none around it.', '{word} 用于循环内，而此处不在循环中。'],
  ST4021: [
    'error',
    'FOR counts with an integer variable, and `{name}` is {type}.',
    'FOR 的计数变量必须是整数变量，而 `{name}` 是 {type}。',
  ],
  ST4022: ['error', 'A step of 0 never arrives.', '步长为 0，循环永远不会结束。'],
  ST4023: [
    'error',
    'CASE selects by an integer, a bit string or an enumeration, and this is {type}.',
    'CASE 只能按整数、位串或枚举选择，此处为 {type}。',
  ],
  ST4024: [
    'error',
    '`{value}` is already covered {where}, so this is never reached.',
    '`{value}` 已在{where}出现，此处永远不会执行。',
  ],
  ST4025: [
    'error',
    'The range {lower}..{upper} is empty. The lower value comes first.',
    '范围 {lower}..{upper} 为空。请先写较小的值。',
  ],
  ST4026: [
    'warning',
    '{value} is outside {type} ({lower} to {upper}), so this is never reached.',
    '{value} 超出 {type} 的范围（{lower} 到 {upper}），此处永远不会执行。',
  ],
  ST4030: [
    'error',
    '`{name}` calls itself ({circle}). Nothing may, because the time and memory of a scan have to be known beforehand. Use a loop.',
    '`{name}` 调用了自身（{circle}）。不允许递归，因为一个扫描周期所需的时间和内存必须事先确定。请改用循环。',
  ],
  ST4160: [
    'error',
    'With EN the call may not take place, and then there is no {type}. Write IF … THEN … END_IF around it.',
    '使用 EN 时调用可能不执行，此时没有 {type} 值。请改用 IF … THEN … END_IF。',
  ],
} as const satisfies Messages;
