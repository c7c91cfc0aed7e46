/** Tests in the language (ST52…). */
import type { Messages } from './message.ts';

export const testsMessages = {
  ST5201: ['error', 'This file has a {what} already. Put both together.', '此文件中已有 {what}，请合并。'],
  ST5202: [
    'warning',
    "There is already a test '{name}' on line {line}. Give each test a name of its own.",
    '第 {line} 行已有名为“{name}”的测试，请为每个测试取不同的名称。',
  ],
  ST5203: [
    'error',
    "{name} belongs into a test: TEST 'name' … END_TEST. In a program, ASSERT(condition) stops the controller.",
    "{name} 只能用在测试中：TEST '名称' … END_TEST。在程序中可用 ASSERT(条件) 停止控制器。",
  ],
  ST5204: ['error', "The message is a text in quotes: 'level too high'.", "消息必须是带引号的文本，例如 '液位过高'。"],
} as const satisfies Messages;
