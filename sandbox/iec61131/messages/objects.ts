/** Namespaces, classes and interfaces (ST206… to ST210…). */
import type { Messages } from './message.ts';

export const objectsMessages = {
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
  ST2099: [
    'error',
    'A namespace holds types, functions, blocks, classes, interfaces and constants. Move this {what} outside.',
    '命名空间中可以有类型、函数、功能块、类、接口和常量。请把此 {what} 移到外面。',
  ],
  ST2100: [
    'error',
    '`{name}` is an instance of class {type}, which has no body to call. Call one of its methods: `{name}.Method( … )`.',
    '`{name}` 是类 {type} 的实例，类没有可调用的程序体。请调用它的方法：`{name}.方法( … )`。',
  ],
} as const satisfies Messages;
