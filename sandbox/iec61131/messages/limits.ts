/** Size (ST7…), and mistakes of ours (ST9…). */
import type { Messages } from './message.ts';

export const limitsMessages = {
  ST7001: [
    'error',
    'This program needs {needed} bytes of memory; the controller has {allowed}. `{name}` alone takes {size}: make it smaller, or use a smaller element type.',
    '此程序需要 {needed} 字节内存，而控制器只有 {allowed} 字节。仅 `{name}` 就占用 {size} 字节：请缩小它，或改用更小的元素类型。',
  ],
  ST7002: [
    'error',
    'The body of this program unit is too large to run as one piece. Move parts of it into function blocks or functions.',
    '此程序组织单元的主体过大，无法作为一个整体运行。请将其中一部分移到功能块或函数中。',
  ],
  ST7003: [
    'error',
    'This program needs {needed} bytes of memory; the controller has {allowed}. Use fewer or smaller variables.',
    '此程序需要 {needed} 字节内存，而控制器只有 {allowed} 字节。请减少变量或改用更小的类型。',
  ],
  ST9000: [
    'error',
    'Millwright’s compiler failed on this program ({what}). This is our mistake, not yours: please report it with the program. To go on, undo your last change.',
    'Millwright 的编译器处理此程序时失败（{what}）。这是我们的错误，不是您的错误：请连同程序一起报告。要继续，请撤销上一次修改。',
  ],
} as const satisfies Messages;
