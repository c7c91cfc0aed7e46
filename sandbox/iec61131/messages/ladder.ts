/** LD1…: a ladder file that cannot be read; LD2…: a drawing that cannot run; LD6…: advice (`diagrams/advice`). */
import type { Message } from './message.ts';

export const ladderMessages = {
  LD1001: [
    'error',
    'This part of the file could not be read: {reason}. What could be read is shown; the rest is kept as it stands.',
    '文件的这一部分无法读取：{reason}。可读取的内容已显示，其余部分保持原样。',
  ],
  LD1002: [
    'error',
    'The file does not say what it holds. Begin it with `program:`, `function-block:` or `function:` and a name.',
    '文件没有说明其内容。请以 `program:`、`function-block:` 或 `function:` 加名称开头。',
  ],
  LD1003: ['error', '`{key}` cannot stand here. Possible are: {keys}.', '此处不能使用 `{key}`。可用的键：{keys}。'],
  LD1004: [
    'error',
    '`networks` should be a list, each network on lines of its own that begin with `- `.',
    '`networks` 应为列表，每个程序段另起一行，以 `- ` 开头。',
  ],
  LD1005: [
    'error',
    'The function {name} has no `result`: say the type of its value.',
    '函数 {name} 缺少 `result`：请写明返回值的类型。',
  ],
  LD1006: [
    'error',
    'A network is a map with `rung:` in it; this one is something else. It is kept as it stands.',
    '程序段应是含有 `rung:` 的映射，此处不是。内容保持原样。',
  ],
  LD1007: ['error', 'The value of `{key}` is missing or of another shape than it should be.', '`{key}` 的值缺失，或形式不符。'],
  LD1008: [
    'error',
    'Branches are nested more than {limit} deep. Split the network, with a variable in between.',
    '分支嵌套超过 {limit} 层。请拆分程序段，中间用变量连接。',
  ],
  LD1009: [
    'error',
    'A row is a list of elements, each on a line of its own, for example `- no: Start`.',
    '一行电路应是元件列表，每个元件占一行，例如 `- no: Start`。',
  ],
  LD1010: ['error', '`{found}` is no element. Possible are: {keys}.', '`{found}` 不是元件。可用的元件：{keys}。'],
  LD1011: ['error', 'A parallel has at least two branches.', '并联至少要有两个分支。'],
  LD1012: [
    'info',
    '`{name}` is a POU as another tool wrote it, in a language that is not edited here. It is kept and exported again, but it does not run.',
    '`{name}` 是其他工具编写的 POU，所用语言不能在此编辑。文件会原样保留并可再次导出，但不会运行。',
  ],
  LD2001: [
    'error',
    'No network has the label `{label}`. Known labels: {known}.',
    '没有标签为 `{label}` 的程序段。已有标签：{known}。',
  ],
  LD2002: [
    'error',
    'Another network has the label `{label}` already. Give this one a name of its own.',
    '标签 `{label}` 已被另一程序段使用，请改用其他名称。',
  ],
  LD2003: [
    'error',
    '`{label}` is no name for a label: use letters, digits and underscores.',
    '`{label}` 不能作为标签：请使用字母、数字和下划线。',
  ],
  LD2004: [
    'error',
    '`{operand}` cannot be written to. A coil or an output needs a variable.',
    '`{operand}` 不能写入。线圈或输出需要一个变量。',
  ],
  LD2005: ['error', 'Nothing can follow a jump or a return in its row: put it last.', '跳转或返回之后不能再有元件，请放在行末。'],
  LD2006: [
    'error',
    '`{operand}` is no variable. A contact has one variable; several conditions are several contacts, a comparison is a compare contact.',
    '`{operand}` 不是变量。一个触点对应一个变量；多个条件请用多个触点，比较请用比较触点。',
  ],
  LD2007: ['error', 'This element has no variable yet. Give it a name.', '此元件还没有变量，请填写名称。'],
  LD2008: ['error', '`{pin}` is no name of an input or output.', '`{pin}` 不是输入或输出的名称。'],
  LD2009: [
    'error',
    'A function forgets everything between calls, so that nothing in it can sense a transition. Use a function block.',
    '函数在两次调用之间不保留任何状态，因此无法检测边沿。请使用功能块。',
  ],
  LD2010: [
    'error',
    'Declarations hold sections of variables only: VAR … END_VAR. Statements belong into a network.',
    '声明中只能有变量段：VAR … END_VAR。语句请写在程序段中。',
  ],
  LD6001: [
    'info',
    'The remark “{remark}” is YAML’s own: it is lost when this network is edited as a drawing. Write it under `comment:`.',
    '注释“{remark}”是 YAML 自身的注释：在图形中编辑此程序段时会丢失。请写在 `comment:` 下。',
  ],
  LD6002: [
    'warning',
    '`{name}` has another coil in network {network}. The rungs are evaluated from top to bottom, and the last one wins: join the conditions in parallel before one coil, or use set and reset coils.',
    '`{name}` 在程序段 {network} 中已有线圈。程序段自上而下执行，最后一个生效：请将各条件并联到同一个线圈之前，或改用置位和复位线圈。',
  ],
  LD6003: [
    'warning',
    '`{name}` is written by a coil and by set or reset coils (network {network}). The coil writes in every scan, whatever was set: use one or the other.',
    '`{name}` 既有普通线圈，又有置位或复位线圈（程序段 {network}）。普通线圈每次扫描都会写入，覆盖置位的结果：请只用其中一种。',
  ],
  LD6004: [
    'warning',
    'This contact can never pass: power reaches it only while `{name}` is FALSE.',
    '此触点永远不会接通：只有当 `{name}` 为 FALSE 时，能流才能到达这里。',
  ],
  LD6005: [
    'warning',
    'This contact can never pass: power reaches it only while `{name}` is TRUE.',
    '此触点永远不会接通：只有当 `{name}` 为 TRUE 时，能流才能到达这里。',
  ],
  LD6006: [
    'hint',
    '`{name}` is an output, and this coil makes it TRUE for one scan only, some milliseconds: no lamp shows that, and no valve follows. Use a set coil, or a pulse timer (TP).',
    '`{name}` 是输出，而此线圈只使其在一次扫描（几毫秒）内为 TRUE：指示灯来不及显示，阀门也来不及动作。请改用置位线圈或脉冲定时器（TP）。',
  ],
  LD6007: [
    'hint',
    '`{name}` is wired normally closed, as its declaration says: its input is TRUE while nobody presses it, and this normally closed contact holds the power back then. A normally open contact is meant.',
    '声明中注明 `{name}` 按常闭接线：无人按下时输入为 TRUE，此时该常闭触点会切断能流。这里应使用常开触点。',
  ],
  LD6008: [
    'hint',
    'The power of this rung ends here and does nothing: a coil or a box is missing at its right.',
    '此程序段的能流到此为止，没有任何作用：右侧缺少线圈或功能框。',
  ],
  LD6009: [
    'hint',
    'One of these branches is a bare wire: power always passes, whatever the other branches say. Put a contact on it, or delete it.',
    '其中一个分支是空导线：无论其他分支如何，能流总会通过。请在其上放置触点，或将其删除。',
  ],
} as const satisfies Record<string, Message>;
