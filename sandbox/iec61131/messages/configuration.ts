/** Addresses and configuration (ST50…, ST516…). */
import type { Messages } from './message.ts';

export const configurationMessages = {
  ST5001: [
    'error',
    '`{text}` is not an address. Write for example %IX0.0 (a bit), %QW4 (a word) or %MD10.',
    '`{text}` 不是有效的地址。写法示例：%IX0.0（位）、%QW4（字）、%MD10。',
  ],
  ST5002: [
    'error',
    '{address} cannot be used here: variables with an address stand in VAR of a PROGRAM or in VAR_GLOBAL.',
    '此处不能使用 {address}：带地址的变量应写在 PROGRAM 的 VAR 中或 VAR_GLOBAL 中。',
  ],
  ST5003: [
    'error',
    '{address} belongs to one variable. Declare each with its own address.',
    '{address} 只能属于一个变量，请分别声明。',
  ],
  ST5004: [
    'error',
    'A variable of type {type} does not fit at {address}: size {size} is a different width. X is a bit, B 8 bits, W 16, D 32, L 64.',
    '类型 {type} 与地址 {address} 的宽度（{size}）不符。X 为 1 位，B 为 8 位，W 为 16 位，D 为 32 位，L 为 64 位。',
  ],
  ST5005: [
    'warning',
    '`{name}` ({address}) shares bits with `{other}` ({otherAddress}, {where}). Writing one changes the other.',
    '`{name}`（{address}）与 `{other}`（{otherAddress}，{where}）地址重叠，写入一个会改变另一个。',
  ],
  ST5010: ['error', 'There is already a CONFIGURATION. A controller has one.', '已有一个 CONFIGURATION，一台控制器只能有一个。'],
  ST5011: [
    'warning',
    'Program `{name}` never runs: {configuration} has no instance of it. Add `PROGRAM … WITH … : {name};`.',
    '程序 `{name}` 不会运行：{configuration} 中没有它的实例。请添加 `PROGRAM … WITH … : {name};`。',
  ],
  ST5012: ['error', 'There is no PROGRAM `{name}`.', '没有名为 `{name}` 的 PROGRAM。'],
  ST5013: [
    'error',
    'There is no TASK `{name}` in this resource. There is: {names}.',
    '此资源中没有任务 `{name}`。可用的任务：{names}。',
  ],
  ST5014: [
    'error',
    'INTERVAL must be a constant duration above zero, for example T#10ms.',
    'INTERVAL 必须是大于零的时间常量，例如 T#10ms。',
  ],
  ST5015: ['error', 'PRIORITY is 0 (highest) to {limit}.', 'PRIORITY 的范围为 0（最高）到 {limit}。'],
  ST5016: [
    'error',
    'A TASK has SINGLE, INTERVAL and PRIORITY, not `{name}`.',
    'TASK 只有 SINGLE、INTERVAL 和 PRIORITY，没有 `{name}`。',
  ],
  ST5017: [
    'warning',
    'Task `{name}` has no INTERVAL; it runs with the default cycle.',
    '任务 `{name}` 没有 INTERVAL，将按默认周期运行。',
  ],
  ST5018: [
    'error',
    '`{text}` is not a function block instance of this program, so no task can run it. Name a variable of the program, as in `Main(Pump WITH slow)`.',
    '`{text}` 不是该程序中的功能块实例，不能为它分配任务。请写程序中的变量，例如 `Main(Pump WITH slow)`。',
  ],
  ST5019: [
    'error',
    '`{text}` has VAR_IN_OUT `{name}`, which stands for another variable only while the block is called: it cannot run in a task of its own.',
    '`{text}` 带有 VAR_IN_OUT `{name}`，它只在调用期间代表另一个变量，因此该功能块不能在自己的任务中运行。',
  ],
  ST5020: [
    'error',
    '{owner} uses the global `{name}`, and there are {globals}: each resource has its own, while {owner} is one text for all of them. Hand it over as VAR_IN_OUT, or give the globals different names.',
    '{owner} 使用了全局变量 `{name}`，而现有 {globals}：各资源都有自己的一个，{owner} 却是所有资源共用的代码。请通过 VAR_IN_OUT 传入，或给这些全局变量取不同的名称。',
  ],
  ST5021: [
    'error',
    '{owner} uses the global `{name}`, which belongs to other resources ({globals}) and not to the one that runs {owner}. Declare it there, or in the CONFIGURATION for all.',
    '{owner} 使用了全局变量 `{name}`，但它属于其他资源（{globals}），而不属于运行 {owner} 的资源。请在该资源中声明，或在 CONFIGURATION 中声明以供共用。',
  ],
  ST5160: [
    'error',
    '`{name}` is AT %{area}*, so its address comes from the configuration: add `{path} AT %{area}… : …;` to VAR_CONFIG.',
    '`{name}` 声明为 AT %{area}*，地址由配置给出：请在 VAR_CONFIG 中添加 `{path} AT %{area}… : …;`。',
  ],
  ST5161: [
    'error',
    'No program instance is called `{name}`. There are: {names}.',
    '没有名为 `{name}` 的程序实例。现有：{names}。',
  ],
  ST5162: [
    'error',
    '`{text}` is not the path of a variable: program instance, function block instances, variable, with points between.',
    '`{text}` 不是变量的路径。路径由程序实例、功能块实例和变量组成，以点分隔。',
  ],
  ST5163: [
    'error',
    '`{name}` is declared as {declared}, and this says {given}.',
    '`{name}` 声明为 {declared}，而此处写的是 {given}。',
  ],
  ST5164: [
    'error',
    '`{name}` has its place already. Only a variable declared `AT %{area}*` gets its address ({address}) here.',
    '`{name}` 已有自己的位置。只有声明为 `AT %{area}*` 的变量才能在此指定地址（{address}）。',
  ],
  ST5165: [
    'error',
    '`{name}` is declared AT %{area}*, so {address} cannot be its address.',
    '`{name}` 声明为 AT %{area}*，地址不能是 {address}。',
  ],
  ST5166: [
    'error',
    '`{address}` leaves the address to VAR_CONFIG, which can give it to a variable in VAR or VAR_OUTPUT of a program or function block.',
    '`{address}` 表示地址由 VAR_CONFIG 指定，只能用于程序或功能块 VAR、VAR_OUTPUT 中的变量。',
  ],
} as const satisfies Messages;
