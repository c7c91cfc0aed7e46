/** Calls of standard functions, lowered by the rules of `standard-functions.ts`. Clause 6.6.2.5. */
import type { LocalizedText } from '../diagnostics.ts';
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkBcd, checkBytesCall } from './check-byte-calls.ts';
import { checkExpression, checkExpressionAs } from './check-expressions.ts';
import { applyBinary, complement, unify } from './check-operators.ts';
import { checkRealCall } from './check-real-calls.ts';
import { checkTemporalCall } from './check-temporal-calls.ts';
import { checkTextAs, checkTextCall, convertThroughText } from './check-text-calls.ts';
import type { Expression } from './checked.ts';
import { convertConstant } from './constants.ts';
import type { ConversionFunction } from './conversion-names.ts';
import { conversionExists } from './conversion-table.ts';
import { constantOf, convert, convertTo, keepingLowBits, settleAlone, settleLiteral } from './conversions.ts';
import { classOf, elementary, isBitString, isInteger, isNumeric } from './elementary.ts';
import type { StandardFunction } from './standard-functions.ts';
import { isStringName, LARGEST_CAPACITY, stringType } from './texts.ts';
import { computedAs, isUntyped, sameType, typeName, valueType } from './type-relations.ts';
import type { ElementaryName, StringName, Type } from './types.ts';

type Call = ast.Expression & { kind: 'call' };

/** Arguments in the order of the parameters, or `null` after a diagnostic. Formal and informal calls alike. */
export function orderArguments(body: Body, call: Call, entry: StandardFunction): ast.Expression[] | null {
  const least = entry.parameters.length;
  const given = call.arguments.length;
  if (given < least || (given > least && !entry.extensible)) {
    body.report('ST4002', call, {
      name: entry.name,
      wanted: entry.extensible ? `${least}+` : String(least),
      given,
      names: entry.parameters.join(', '),
    });
    return null;
  }
  if (call.arguments.every(({ name }) => name === null)) return call.arguments.map(({ value }) => value);
  const ordered: ast.Expression[] = [];
  const last = entry.parameters[least - 1] ?? '';
  const stem = last.replace(/\d+$/, '');
  const firstNumber = Number(/\d+$/.exec(last)?.[0] ?? 0) - (least - 1);
  for (const argument of call.arguments) {
    const key = argument.name?.key ?? '';
    let index = entry.parameters.indexOf(key);
    if (index === -1 && entry.extensible && key.startsWith(stem)) index = Number(key.slice(stem.length)) - firstNumber;
    if (
      argument.name === null ||
      argument.direction === 'output' ||
      !(index >= 0 && index < given) ||
      ordered[index] !== undefined
    ) {
      body.report('ST4003', argument, {
        name: argument.name?.text ?? body.text(argument),
        callee: entry.name,
        names: entry.parameters.join(', '),
      });
      return null;
    }
    ordered[index] = argument.value;
  }
  return ordered;
}

export function checkStandardCall(body: Body, call: Call, entry: StandardFunction, expected: Type | null): Expression | null {
  const nodes = orderArguments(body, call, entry);
  if (nodes === null) return null;
  if (entry.typed === undefined) return checkOperation(body, call, entry, nodes, expected, null);
  const { base, of } = entry.typed;
  if (isStringName(of)) {
    const type = stringType(of, LARGEST_CAPACITY);
    return checkOperation(body, call, base, nodes, base.rule.kind === 'text' ? expected : type, type);
  }
  const result = checkOperation(body, call, base, nodes, elementary(of), elementary(of));
  // An exponent may be of any numeric type, and would widen the result.
  return result !== null && base.name === 'EXPT' ? convert(result, of) : result;
}

/** An argument: of the type the function's name says (`of`), or of its own. */
function checkArgument(body: Body, node: ast.Expression, expected: Type | null, of: Type | null): Expression | null {
  if (of === null) return checkExpression(body, node, expected);
  return of.kind === 'string' ? checkTextAs(body, node, of.name) : checkExpressionAs(body, node, of);
}

function checkOperation(
  body: Body,
  call: Call,
  entry: StandardFunction,
  nodes: ast.Expression[],
  expected: Type | null,
  of: Type | null,
): Expression | null {
  const range = body.range(call);
  const { rule } = entry;
  switch (rule.kind) {
    case 'time':
      return { kind: 'intrinsic', name: 'TIME', arguments: [], type: elementary('TIME'), range };
    case 'operator':
      return chain(body, call, nodes, rule.operator, expected, of);
    case 'monotonic':
      return monotonic(body, call, nodes, rule.operator, of);
    case 'complement': {
      const operand = checkExpressionAs(body, nodes[0]!, bitTypeOf(expected));
      return operand === null ? null : complement(body, operand, nodes[0]!, range);
    }
    case 'move':
      return checkArgument(body, nodes[0]!, expected, of);
    case 'unary': {
      const operand = checkArgument(body, nodes[0]!, expected, of);
      if (operand === null) return null;
      let value = settleAlone(operand);
      const name = computedAs(value.type);
      if (name === null || !isNumeric(name)) return wrongArgument(body, nodes[0]!, entry, rule.of, value.type);
      if (rule.of === 'ANY_REAL' && classOf(name) !== 'real') {
        if (isUntyped(operand.type))
          value = convert(value, expected !== null && computedAs(expected) === 'REAL' ? 'REAL' : 'LREAL');
        else return wrongArgument(body, nodes[0]!, entry, rule.of, value.type);
      } else if (isUntyped(operand.type) && expected !== null) {
        const wanted = computedAs(expected);
        const settled =
          wanted !== null && isNumeric(wanted) && operand.kind === 'constant'
            ? settleLiteral(operand.value, operand.type, wanted)
            : null;
        if (settled !== null && typeof settled === 'object') value = constantOf(settled.value, elementary(wanted!), operand);
      }
      return { kind: 'intrinsic', name: entry.name, arguments: [value], type: value.type, range };
    }
    case 'alike':
      return alike(body, call, entry, nodes, 0, [], expected, of);
    case 'select': {
      const gate = checkExpressionAs(body, nodes[0]!, elementary('BOOL'));
      return gate === null ? null : alike(body, call, entry, nodes, 1, [gate], expected, of);
    }
    case 'multiplex': {
      const selector = checkExpressionAs(body, nodes[0]!, elementary('DINT'), 'index');
      return selector === null ? null : alike(body, call, entry, nodes, 1, [selector], expected, of);
    }
    case 'shift': {
      const operand = checkArgument(body, nodes[0]!, expected, of);
      const count = checkExpressionAs(body, nodes[1]!, elementary('DINT'), 'index');
      if (operand === null || count === null) return null;
      const wanted = expected === null ? null : computedAs(expected);
      const value =
        isUntyped(operand.type) && wanted !== null && isBitString(wanted)
          ? convertTo(body, operand, elementary(wanted), nodes[0]!)
          : operand;
      if (value === null) return null;
      const name = computedAs(value.type);
      if (name === null || isUntyped(value.type) || !isBitString(name) || name === 'BOOL')
        return wrongArgument(body, nodes[0]!, entry, 'ANY_BIT', value.type);
      // Widths are powers of two: a rotation by any number is one by its low bits.
      const by = entry.name.startsWith('RO') ? keepingLowBits(count) : count;
      return { kind: 'intrinsic', name: entry.name, arguments: [value, by], type: value.type, range };
    }
    case 'text':
      return checkTextCall(body, call, entry.name, nodes, rule, expected, of);
    case 'temporal sum':
    case 'temporal scale':
    case 'temporal join':
    case 'temporal split':
    case 'weekday':
      return checkTemporalCall(body, call, entry.name, nodes, rule, expected);
    case 'real':
      return checkRealCall(body, call, entry.name, nodes, expected, of);
    case 'valid':
    case 'endian':
      return checkBytesCall(body, entry.name, nodes[0]!, rule.kind, of, range);
    case 'truncate': {
      const wanted = expected === null ? null : computedAs(expected);
      return truncate(body, call, nodes[0]!, null, wanted !== null && isInteger(wanted) ? wanted : 'DINT');
    }
  }
}

function bitTypeOf(expected: Type | null): Type {
  const name = expected === null ? null : computedAs(expected);
  return elementary(name !== null && isBitString(name) ? name : 'BOOL');
}

/** What a function takes, in words. The standard's generic names (Figure 5) say nothing to a beginner. */
const classTexts: Readonly<Record<string, LocalizedText>> = {
  ANY_NUM: { en: 'a number (ANY_NUM: INT, REAL …)', 'zh-CN': '数值（ANY_NUM：INT、REAL 等）' },
  ANY_REAL: {
    en: 'a REAL or LREAL; a whole number converts with TO_REAL( … )',
    'zh-CN': ' REAL 或 LREAL；整数可用 TO_REAL( … ) 转换',
  },
  ANY_BIT: { en: 'a BYTE, WORD, DWORD or LWORD', 'zh-CN': ' BYTE、WORD、DWORD 或 LWORD' },
  ANY_ELEMENTARY: { en: 'single values, not structures, arrays or instances', 'zh-CN': '单个值，不能是结构、数组或实例' },
};

function wrongArgument(body: Body, node: ast.Expression, entry: StandardFunction, wanted: string, type: Type): null {
  body.report('ST4004', node, { name: entry.name, wanted: classTexts[wanted] ?? wanted, given: typeName(type) });
  return null;
}

/** ADD(a, b, c) → (a + b) + c */
function chain(
  body: Body,
  call: Call,
  nodes: ast.Expression[],
  operator: Parameters<typeof applyBinary>[1],
  expected: Type | null,
  of: Type | null,
): Expression | null {
  let result = checkArgument(body, nodes[0]!, expected, of);
  for (let i = 1; i < nodes.length; i++) {
    const right = checkArgument(body, nodes[i]!, expected, operator === '**' ? null : of);
    if (result === null || right === null) return null;
    result = applyBinary(body, operator, result, right, { node: call, left: nodes[i - 1]!, right: nodes[i]! }, expected);
  }
  return result;
}

/** GT(a, b, c) → a > b AND b > c */
function monotonic(
  body: Body,
  call: Call,
  nodes: ast.Expression[],
  operator: Parameters<typeof applyBinary>[1],
  of: Type | null,
): Expression | null {
  const operands = nodes.map((node) => checkArgument(body, node, null, of));
  let result: Expression | null = null;
  for (let i = 1; i < operands.length; i++) {
    const left = operands[i - 1]!;
    const right = operands[i]!;
    if (left === null || right === null) return null;
    const pair = applyBinary(body, operator, left, right, { node: call, left: nodes[i - 1]!, right: nodes[i]! }, null);
    if (pair === null) return null;
    result =
      result === null
        ? pair
        : { kind: 'binary', operator: 'AND', left: result, right: pair, type: elementary('BOOL'), range: body.range(call) };
  }
  return result;
}

/** MIN, MAX, LIMIT, and the choices of SEL and MUX: all of one type, which is the result's. */
function alike(
  body: Body,
  call: Call,
  entry: StandardFunction,
  nodes: ast.Expression[],
  from: number,
  head: Expression[],
  expected: Type | null,
  of: Type | null,
): Expression | null {
  const choices: Expression[] = [];
  for (const node of nodes.slice(from)) {
    const checked = checkArgument(body, node, expected, of);
    if (checked === null) return null;
    choices.push(checked);
  }
  let common: Expression = choices[0]!;
  for (const choice of choices.slice(1)) {
    const both = unify(common, choice);
    if (both === null) {
      body.report('ST4005', call, { name: entry.name, left: typeName(common.type), right: typeName(choice.type) });
      return null;
    }
    common = both.left;
  }
  const wanted = expected === null ? null : computedAs(expected);
  const untyped = isUntyped(common.type);
  const type =
    common.type.kind === 'string'
      ? longest(common.type.name, choices)
      : untyped
        ? wanted !== null && (isNumeric(wanted) || isBitString(wanted))
          ? elementary(wanted)
          : settleAlone(common).type
        : valueType(common.type);
  if (type.kind !== 'elementary' && type.kind !== 'enum' && type.kind !== 'string')
    return wrongArgument(body, nodes[from]!, entry, 'ANY_ELEMENTARY', type);
  const converted: Expression[] = [];
  for (const [i, choice] of choices.entries()) {
    const value =
      sameType(choice.type, type) && !isUntyped(choice.type) && choice.kind !== 'text'
        ? choice
        : convertTo(body, choice, type, nodes[from + i]!);
    if (value === null) return null;
    converted.push(value);
  }
  const range = body.range(call);
  if ((entry.name === 'MIN' || entry.name === 'MAX') && converted.length > 2) {
    // Pairs suffice for the code generator.
    return converted.reduce((left, right) => ({ kind: 'intrinsic', name: entry.name, arguments: [left, right], type, range }));
  }
  return { kind: 'intrinsic', name: entry.name, arguments: [...head, ...converted], type, range };
}

function truncate(
  body: Body,
  call: Call,
  node: ast.Expression,
  from: ElementaryName | null,
  to: ElementaryName,
): Expression | null {
  const checked = checkExpressionAs(body, node, elementary(from ?? 'LREAL'));
  if (checked === null) return null;
  // A widened REAL truncates to the same integer, so one intrinsic over either type is enough.
  return { kind: 'intrinsic', name: 'TRUNC', arguments: [checked], type: elementary(to), range: body.range(call) };
}

function longest(name: StringName, choices: readonly Expression[]): Type {
  return stringType(name, Math.max(...choices.map(({ type }) => (type.kind === 'string' ? type.capacity : 1))));
}

/** X_TO_Y, TO_Y, X_TRUNC_Y. */
export function checkConversionCall(body: Body, call: Call, conversion: ConversionFunction): Expression | null {
  const argument = call.arguments[0];
  if (
    call.arguments.length !== 1 ||
    argument === undefined ||
    argument.direction === 'output' ||
    (argument.name !== null && argument.name.key !== 'IN')
  ) {
    body.report('ST4002', call, { name: body.text(call.callee), wanted: '1', given: call.arguments.length, names: 'IN' });
    return null;
  }
  const { from, to } = conversion;
  if (conversion.bcd !== undefined) return checkBcd(body, call, argument.value, conversion);
  if (isStringName(to) || (from !== null && isStringName(from))) {
    const text =
      from === null
        ? checkExpression(body, argument.value)
        : isStringName(from)
          ? checkTextAs(body, argument.value, from)
          : checkExpressionAs(body, argument.value, elementary(from));
    return text === null ? null : convertThroughText(body, argument.value, text, to, body.range(call));
  }
  if (conversion.truncate) return truncate(body, call, argument.value, from, to);
  const range = body.range(call);
  let operand = from === null ? checkExpression(body, argument.value) : checkExpressionAs(body, argument.value, elementary(from));
  if (operand === null) return null;
  operand = settleAlone(operand);
  if (operand.type.kind === 'string') return convertThroughText(body, argument.value, operand, to, range);
  const source = computedAs(operand.type) ?? (operand.type.kind === 'enum' ? operand.type.base.name : null);
  if (source === null) {
    body.report('ST4004', argument, {
      name: body.text(call.callee),
      wanted: classTexts.ANY_ELEMENTARY!,
      given: typeName(operand.type),
    });
    return null;
  }
  if (!conversionExists(source, to)) {
    body.report('ST3076', argument, { given: typeName(operand.type), wanted: to });
    return null;
  }
  if (operand.kind === 'constant') {
    const value = convertConstant(operand.value, source, to);
    if (value !== null) return constantOf(value, elementary(to), { range });
  }
  return { kind: 'convert', operand, to, type: elementary(to), range };
}
