/**
 * Every message of the language, once: code, severity and both languages. ST1… are of syntax, ST2… of names and types, ST3… of
 * values, ST4… of calls, ST5… of configuration and addresses, ST6… are advice, ST7… of size, ST9… our own mistakes. A code never changes its meaning.
 * `{name}` is filled in by the reporter.
 */
import type { Diagnostic, LocalizedText, Severity, SourceRange, SuggestedEdit } from './diagnostics.ts';

type Entry = readonly [severity: Severity, en: string, zh: string];

const catalogue = {
  // ---- syntax ----
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
  ST1060: [
    'error',
    '{what} is a vendor extension, not part of IEC 61131-3, and strict checking refuses it.',
    '{what} 是厂商扩展，不属于 IEC 61131-3，严格检查不接受。',
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

  // ---- names and types ----
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
    '`{name}` is already declared on line {line}. Choose another name. (Capital and small letters are the same.)',
    '`{name}` 已在第 {line} 行声明，请换一个名称。（不区分大小写。）',
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
  ST2166: [
    'error',
    '{type} has no part `.%{size}`. Parts are smaller than the whole: .%X (bit), .%B (byte), .%W (word), .%D (double word).',
    '{type} 没有 `.%{size}` 部分。部分必须小于整体：.%X（位）、.%B（字节）、.%W（字）、.%D（双字）。',
  ],

  // ---- namespaces, classes, interfaces ----
  ST2060: [
    'error',
    '`{name}` may mean {first} or {second}. Write the one you mean in full.',
    '`{name}` 可能是 {first}，也可能是 {second}。请写出完整名称。',
  ],
  ST2061: [
    'error',
    '`{name}` is INTERNAL: only namespace `{namespace}` may use it.',
    '`{name}` 是 INTERNAL 的，只能在命名空间 `{namespace}` 中使用。',
  ],
  ST2062: ['error', 'There is no namespace `{name}`.', '没有名为 `{name}` 的命名空间。'],
  ST2063: [
    'error',
    '{word} means the instance whose code is running. It exists in methods, and in the body of a function block.',
    '{word} 表示正在执行代码的实例，只能用于方法或功能块的程序体中。',
  ],
  ST2064: ['error', '`{name}` extends nothing, so there is no SUPER.', '`{name}` 没有用 EXTENDS 扩展其他类型，因此没有 SUPER。'],
  ST2065: [
    'error',
    '`{name}` of {owner} is {access} and out of reach here. To let everyone use it, write PUBLIC where it is declared.',
    '{owner} 的 `{name}` 是 {access} 的，此处不能访问。若要允许所有人使用，请在声明处写 PUBLIC。',
  ],
  ST2066: [
    'error',
    '`{name}` is ABSTRACT in {owner}: there is nothing to run.',
    '`{name}` 在 {owner} 中是 ABSTRACT 的，没有可执行的代码。',
  ],
  ST2067: [
    'error',
    '`{name}` is a property. Read or assign it like a variable, without `( )`.',
    '`{name}` 是属性，请像变量一样读取或赋值，不要写 `( )`。',
  ],
  ST2068: ['error', '{owner} has no method `{name}`.', '{owner} 没有名为 `{name}` 的方法。'],
  ST2069: [
    'error',
    '`{word}( )` runs the body of the base, and only the body of a function block that extends another can call it: `SUPER( );`.',
    '`{word}( )` 用于执行基类的程序体，只能在扩展了其他功能块的功能块程序体中写 `SUPER( );`。',
  ],
  ST2070: [
    'error',
    'A {what} has no methods or properties. Declare them in a FUNCTION_BLOCK or CLASS.',
    '{what} 不能有方法或属性，请在 FUNCTION_BLOCK 或 CLASS 中声明。',
  ],
  ST2071: [
    'error',
    'A {what} neither extends nor implements anything, and is not ABSTRACT, FINAL or OVERRIDE.',
    '{what} 不能扩展或实现其他类型，也不能标记为 ABSTRACT、FINAL 或 OVERRIDE。',
  ],
  ST2072: ['error', '`{name}` is an interface. Write IMPLEMENTS {name}.', '`{name}` 是接口，请写 IMPLEMENTS {name}。'],
  ST2073: [
    'error',
    '`{name}` is neither a function block nor a class, so it cannot be extended.',
    '`{name}` 既不是功能块也不是类，不能被扩展。',
  ],
  ST2074: ['error', '`{name}` would extend itself.', '`{name}` 扩展了自身。'],
  ST2075: ['error', '`{name}` is FINAL: nothing may extend it.', '`{name}` 是 FINAL 的，不能被扩展。'],
  ST2076: [
    'error',
    'A class extends a class, and `{name}` is a function block. Make this a FUNCTION_BLOCK.',
    '类只能扩展类，而 `{name}` 是功能块。请把此处改为 FUNCTION_BLOCK。',
  ],
  ST2077: ['error', 'There is no interface `{name}`.', '没有名为 `{name}` 的接口。'],
  ST2078: ['error', 'There is no function block or class `{name}`.', '没有名为 `{name}` 的功能块或类。'],
  ST2079: [
    'error',
    'GET and SET have no parameters; the value goes by the name `{name}`.',
    'GET 和 SET 没有参数，值用名称 `{name}` 表示。',
  ],
  ST2080: [
    'error',
    '`{name}` is ABSTRACT, so {owner} must be ABSTRACT too.',
    '`{name}` 是 ABSTRACT 的，因此 {owner} 也必须标记为 ABSTRACT。',
  ],
  ST2081: [
    'error',
    '`{name}` is ABSTRACT and has no statements: what extends this type writes them.',
    '`{name}` 是 ABSTRACT 的，不能有语句，应由扩展它的类型编写。',
  ],
  ST2082: [
    'error',
    '`{name}` cannot be ABSTRACT and FINAL: what is abstract waits to be extended.',
    '`{name}` 不能同时为 ABSTRACT 和 FINAL：抽象的内容需要由扩展者实现。',
  ],
  ST2083: [
    'error',
    'There is no `{name}` in what {owner} extends, so nothing is overridden. Remove OVERRIDE, or check the name.',
    '{owner} 扩展的类型中没有 `{name}`，没有可重写的内容。请删除 OVERRIDE，或检查名称。',
  ],
  ST2084: [
    'error',
    '`{name}` differs from that of {owner} in {difference}. Both must have the same parameters and result.',
    '`{name}` 与 {owner} 中的声明不一致：{difference}。两者的参数和返回值必须相同。',
  ],
  ST2085: ['error', '`{name}` is FINAL in {owner}: it cannot be overridden.', '`{name}` 在 {owner} 中是 FINAL 的，不能重写。'],
  ST2086: [
    'error',
    '`{name}` is PRIVATE in {owner}: choose another name.',
    '`{name}` 在 {owner} 中是 PRIVATE 的，请换一个名称。',
  ],
  ST2087: [
    'error',
    '{owner} has a `{name}` already. Write OVERRIDE to replace it here, or choose another name.',
    '{owner} 中已有 `{name}`。若要在此替换它，请写 OVERRIDE，否则请换一个名称。',
  ],
  ST2088: [
    'error',
    '`{name}` is {access} in {owner}, so it must be {access} here.',
    '`{name}` 在 {owner} 中是 {access} 的，此处也必须是 {access}。',
  ],
  ST2089: [
    'error',
    '`{name}` is promised by {owner}, so it must be PUBLIC: write METHOD PUBLIC {name}.',
    '`{name}` 由接口 {owner} 规定，必须是 PUBLIC：请写 METHOD PUBLIC {name}。',
  ],
  ST2090: [
    'error',
    '`{name}` promises what it does not have: {methods}. Write it here, or make the type ABSTRACT.',
    '`{name}` 缺少应有的内容：{methods}。请在此实现，或把该类型标记为 ABSTRACT。',
  ],
  ST2091: [
    'error',
    '{type} is ABSTRACT, so `{name}` cannot be an instance of it. Use a type that extends it.',
    '{type} 是 ABSTRACT 的，`{name}` 不能是它的实例。请使用扩展它的类型。',
  ],
  ST2092: ['error', 'Property `{name}` has no GET: it can only be written.', '属性 `{name}` 没有 GET，只能写入。'],
  ST2093: ['error', 'Property `{name}` has no SET: it can only be read.', '属性 `{name}` 没有 SET，只能读取。'],
  ST2094: [
    'error',
    '{name} does not implement {face}. Add IMPLEMENTS {face} to its declaration, and its methods.',
    '{name} 没有实现接口 {face}。请在其声明中添加 IMPLEMENTS {face} 并实现其方法。',
  ],
  ST2095: [
    'error',
    '`{name}` is temporary, and nothing may refer to it afterwards. Declare the instance in VAR.',
    '`{name}` 是临时变量，之后不能再引用它。请在 VAR 中声明该实例。',
  ],
  ST2096: [
    'error',
    'Not everything with {given} has {wanted}. Try with `?=`, and compare with NULL afterwards.',
    '实现 {given} 的实例不一定实现 {wanted}。请用 `?=` 尝试赋值，然后与 NULL 比较。',
  ],
  ST2097: [
    'error',
    '`{name}` is a property: code computes it, so it has no place of its own. Copy it into a variable first.',
    '`{name}` 是属性，由代码计算得出，没有自己的存储位置。请先复制到变量中。',
  ],
  ST2098: [
    'error',
    '{access} belongs to VAR of a function block or class. {keyword} here has none.',
    '{access} 只用于功能块或类的 VAR 段，此处的 {keyword} 不能使用。',
  ],
  ST2100: [
    'error',
    '`{name}` is an instance of class {type}, which has no body to call. Call one of its methods: `{name}.Method( … )`.',
    '`{name}` 是类 {type} 的实例，类没有可调用的程序体。请调用它的方法：`{name}.方法( … )`。',
  ],
  ST2099: [
    'error',
    'A namespace holds types, functions, blocks, classes, interfaces and constants. Move this {what} outside.',
    '命名空间中可以有类型、函数、功能块、类、接口和常量。请把此 {what} 移到外面。',
  ],

  // ---- values ----
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

  ST3160: [
    'error',
    '{type} has no {part} number {value}: they count from 0 to {upper}.',
    '{type} 没有编号为 {value} 的 {part}：编号从 0 到 {upper}。',
  ],

  // ---- strings, characters and dates ----
  ST1070: [
    'error',
    '`{text}` is not a date or time that there is. Write for example {example}; the years 1678 to 2261 can be held.',
    '`{text}` 不是存在的日期或时间。写法示例：{example}；可表示的年份为 1678 至 2261。',
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

  // ---- calls and statements ----
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
  ST4014: [
    'error',
    '`{name}` is {wanted}, and this is {given}: what it holds beyond {length} characters would be cut off by the call. Declare the parameter as {given}, or longer; shorter variables fit it, too.',
    '`{name}` 的类型是 {wanted}，而此处是 {given}：调用会截断第 {length} 个字符之后的内容。请把参数声明为 {given} 或更长；较短的变量也可以传入。',
  ],
  ST4013: ['error', '`{name}` of {callee} must be given.', '必须给出 {callee} 的参数 `{name}`。'],
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
    '`{value}` is already covered on line {line}, so this is never reached.',
    '`{value}` 已在第 {line} 行出现，此处永远不会执行。',
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

  // ---- addresses and configuration ----
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
    '`{name}` ({address}) shares bits with `{other}` ({otherAddress}, line {line}). Writing one changes the other.',
    '`{name}`（{address}）与 `{other}`（{otherAddress}，第 {line} 行）地址重叠，写入一个会改变另一个。',
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

  // ---- sequences (SFC) and actions ----
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

  // ---- tests ----
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

  ST4160: [
    'error',
    'With EN the call may not take place, and then there is no {type}. Write IF … THEN … END_IF around it.',
    '使用 EN 时调用可能不执行，此时没有 {type} 值。请改用 IF … THEN … END_IF。',
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

  // ---- advice ----
  ST6001: ['hint', '`{name}` is never used.', '`{name}` 从未使用。'],
  ST6002: [
    'warning',
    'REAL values are rarely exactly equal. Compare the distance: ABS(a - b) < 0.001.',
    '实数很少完全相等。请比较差值：ABS(a - b) < 0.001。',
  ],
  ST6003: [
    'warning',
    '`{name}` is already written on line {line}. Only the last write of a scan counts; join both conditions with OR.',
    '`{name}` 已在第 {line} 行写入。每个扫描周期只有最后一次写入有效；请用 OR 合并两个条件。',
  ],
  ST6004: ['hint', 'This is never reached: {word} stands before it.', '此处永远不会执行：前面有 {word}。'],
  ST6161: [
    'warning',
    'This always gives NULL: a {target} never refers to what a {value} does.',
    '结果始终是 NULL：{target} 不可能指向 {value} 的目标。',
  ],
  ST6160: [
    'info',
    '{what} is a vendor extension, not part of IEC 61131-3. It works here, but not in every tool.',
    '{what} 是厂商扩展，不属于 IEC 61131-3。此处可用，但并非所有工具都支持。',
  ],
  ST6005: [
    'warning',
    '`{name}` never assigns its result. Add `{name} := …;`.',
    '`{name}` 没有给返回值赋值。请添加 `{name} := …;`。',
  ],
  ST6101: [
    'warning',
    '`{name}` is a {type} that is called only under a condition: while it is not called, its time stands still. Call it in every scan, and put the condition into IN.',
    '`{name}` 是 {type}，但只在某个条件下被调用：不调用时，它的计时会停止。请在每个扫描周期都调用它，并把条件写到 IN 中。',
  ],
  ST6102: [
    'hint',
    '`{name}` is read before `{instance}` is called (line {line}): this is the value of the previous scan.',
    '`{name}` 在 `{instance}` 被调用（第 {line} 行）之前读取：这是上一个扫描周期的值。',
  ],
  ST6103: [
    'warning',
    '`{text}` divides integers, so the fraction is lost: {example}. Make one side a real number, for example `{instead}`.',
    '`{text}` 是整数除法，小数部分会丢失：{example}。请把其中一方写成实数，例如 `{instead}`。',
  ],

  // ---- size, and mistakes of ours ----
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
} as const satisfies Record<string, Entry>;

export type DiagnosticCode = keyof typeof catalogue;

/** What fills a `{name}`: the same text in both languages, or one for each. */
export type MessageValue = string | number | bigint | LocalizedText;

function fill(template: string, values: Record<string, MessageValue>, locale: 'en' | 'zh-CN'): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = values[key];
    if (value === undefined) return whole;
    return typeof value === 'object' ? value[locale] : String(value);
  });
}

/** Builds one diagnostic from its code, place and values. */
export function diagnose(
  code: DiagnosticCode,
  range: SourceRange,
  values: Record<string, MessageValue> = {},
  edits?: SuggestedEdit[],
): Diagnostic {
  const [severity, en, zh] = catalogue[code] as Entry;
  const diagnostic: Diagnostic = {
    code,
    severity,
    range,
    message: { en: fill(en, values, 'en'), 'zh-CN': fill(zh, values, 'zh-CN') },
  };
  if (edits !== undefined && edits.length > 0) diagnostic.edits = edits;
  return diagnostic;
}

/** All codes with their severity, for the reference pages. */
export function diagnosticCodes(): { code: string; severity: Severity; template: LocalizedText }[] {
  return Object.entries(catalogue).map(([code, [severity, en, zh]]) => ({ code, severity, template: { en, 'zh-CN': zh } }));
}
