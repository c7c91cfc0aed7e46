/** Sequential function charts and actions (ST510…, ST511…). */
import type { Messages } from './message.ts';

export const chartsMessages = {
  ST5101: [
    'error',
    'This sequence has no beginning. Make one of its steps the INITIAL_STEP.',
    '该顺序流程没有起点。请把其中一个步声明为 INITIAL_STEP。',
  ],
  ST5102: [
    'error',
    '`{name}` is a second initial step, but `{first}` on line {line} already begins this sequence. Make it a STEP, or separate the two sequences.',
    '`{name}` 是第二个初始步，而第 {line} 行的 `{first}` 已是该流程的起点。请将其改为 STEP，或把两个流程分开。',
  ],
  ST5103: ['error', 'There is no step `{name}`. There is: {names}.', '没有名为 `{name}` 的步。可用的步：{names}。'],
  ST5104: [
    'warning',
    'Step `{name}` is never reached: no transition leads to it from the initial step.',
    '步 `{name}` 永远不会激活：没有从初始步通向它的转换。',
  ],
  ST5105: [
    'error',
    '`{name}` is no action qualifier. There is N (while the step is active), S and R (set, reset), P, P1 and P0 (pulse), L, D, SD, DS and SL (with a time).',
    '`{name}` 不是动作限定符。可用的有：N（步激活期间）、S 和 R（置位、复位）、P、P1、P0（脉冲），以及带时间的 L、D、SD、DS、SL。',
  ],
  ST5106: [
    'error',
    'Qualifier {name} needs a duration, for example ({name}, T#5s).',
    '限定符 {name} 需要时间，例如 ({name}, T#5s)。',
  ],
  ST5107: [
    'error',
    'An indicator is a variable of type BOOL, and `{text}` is none.',
    '指示变量必须是 BOOL 变量，而 `{text}` 不是。',
  ],
  ST5108: [
    'error',
    'This transition can enter step `{name}` while it is still active: parallel branches must come together in one transition, FROM (a, b).',
    '该转换可能在步 `{name}` 仍激活时再次进入它：并行分支必须在同一个转换中汇合，即 FROM (a, b)。',
  ],
  ST5109: [
    'warning',
    'This transition is never taken: its steps {names} are never active together.',
    '该转换永远不会发生：步 {names} 不会同时激活。',
  ],
  ST5110: [
    'error',
    'There is neither an ACTION nor a BOOL variable `{name}`. Write ACTION {name}: … END_ACTION, or declare the variable.',
    '没有名为 `{name}` 的 ACTION 或 BOOL 变量。请写 ACTION {name}: … END_ACTION，或声明该变量。',
  ],
  ST5111: [
    'error',
    '`{name}` belongs to the sequence and can only be read. Steps change by transitions.',
    '`{name}` 属于顺序流程，只能读取。步的状态由转换改变。',
  ],
  ST5112: [
    'error',
    'Action `{name}` calls itself ({circle}). Recursion is not allowed; use a loop.',
    '动作 `{name}` 调用了自身（{circle}）。不允许递归，请改用循环。',
  ],
  ST5113: [
    'error',
    'Action `{name}` takes no arguments: it works on the variables of its POU.',
    '动作 `{name}` 没有参数，它直接使用所属 POU 的变量。',
  ],
  ST5114: ['error', 'Step `{name}` is named twice here.', '步 `{name}` 在此重复出现。'],
  ST5115: [
    'error',
    'PRIORITY is a whole number known before the program runs; the lowest goes first.',
    'PRIORITY 必须是编译时已知的整数，数值小的优先。',
  ],
  ST5116: [
    'error',
    '`{name}` is already controlled by the chart of line {line}. Two charts are evaluated at different times, so one action cannot obey both: name it in one of them, and give the other an action of its own.',
    '`{name}` 已由第 {line} 行的顺序流程控制。两个流程在不同时刻求值，同一动作不能同时服从两者：请只在其中一个流程中引用它，另一个流程使用自己的动作。',
  ],
} as const satisfies Messages;
