/** Types and initial values of the tree as the schema's `dataType` and `value`. */
import type { Initializer, TypeSpecification, VariableDeclaration } from '../syntax/ast.ts';
import { LONG_NAMES } from '../syntax/keywords.ts';
import { data } from './additional-data.ts';
import { documentationOf, type SourceText } from './source-text.ts';
import { element, formatted, type XmlNode } from './xml-text.ts';

/** Elements of the schema's group elementaryTypes that a program may name. LTIME and the other long ones came with Edition 3. */
export const ELEMENTARY_ELEMENTS: ReadonlySet<string> = new Set([
  ...[
    'BOOL',
    'BYTE',
    'WORD',
    'DWORD',
    'LWORD',
    'SINT',
    'INT',
    'DINT',
    'LINT',
    'USINT',
    'UINT',
    'UDINT',
    'ULINT',
    'REAL',
    'LREAL',
  ],
  ...['TIME', 'DATE', 'DT', 'TOD', 'ANY', 'ANY_DERIVED', 'ANY_ELEMENTARY', 'ANY_MAGNITUDE', 'ANY_NUM', 'ANY_REAL', 'ANY_INT'],
  ...['ANY_BIT', 'ANY_STRING', 'ANY_DATE'],
]);

/** The one element that stands in a `type`, `baseType` or `returnType`. */
export function typeElement(source: SourceText, type: TypeSpecification): XmlNode {
  switch (type.kind) {
    case 'named': {
      const key = (LONG_NAMES as Record<string, string>)[type.name.key] ?? type.name.key;
      if (type.range !== null) {
        const range = { lower: source.of(type.range.lower), upper: source.of(type.range.upper) };
        const name = /^U/.test(key) ? 'subrangeUnsigned' : 'subrangeSigned';
        return element(name, {}, [element('range', range), element('baseType', {}, [named(key, type.name.text)])]);
      }
      if (key === 'STRING' || key === 'WSTRING')
        return element(key.toLowerCase(), { length: type.length === undefined ? undefined : source.of(type.length) });
      return named(key, type.name.text);
    }
    case 'array':
      return element('array', {}, [
        ...Array.from({ length: type.open ?? 0 }, () => element('dimension', { lower: '*', upper: '*' })),
        ...type.dimensions.map(({ lower, upper }) => element('dimension', { lower: source.of(lower), upper: source.of(upper) })),
        element('baseType', {}, [typeElement(source, type.element)]),
      ]);
    case 'struct':
      return element('struct', {}, variableElements(source, type.fields, source.startOf(type), source.endOf(type)));
    case 'enum':
      return element('enum', {}, [
        element(
          'values',
          {},
          type.values.map(({ name, value }) =>
            element('value', { name: name.text, value: value === null ? undefined : source.of(value) }),
          ),
        ),
        type.base === null ? null : element('baseType', {}, [named(type.base.key, type.base.text)]),
      ]);
    case 'reference':
      return element('pointer', {}, [element('baseType', {}, [typeElement(source, type.target)])]);
    case 'missing':
      return element('derived', { name: '' });
  }
}

const named = (key: string, text: string): XmlNode =>
  ELEMENTARY_ELEMENTS.has(key) ? element(key) : element('derived', { name: text });

/** Whether the schema has no words for all of this type: then it is said once more in Structured Text. */
export function saysMore(type: TypeSpecification): boolean {
  switch (type.kind) {
    case 'reference':
      return type.flavour !== 'POINTER TO' || saysMore(type.target);
    case 'array':
      return saysMore(type.element);
    case 'struct':
      return type.overlap === true || type.fields.some((field) => saysMore(field.type) || field.edge !== null);
    case 'named':
      return type.length !== undefined && !/^W?STRING$/.test(type.name.key);
    default:
      return false;
  }
}

export function initialValue(source: SourceText, initializer: Initializer | null): XmlNode | null {
  return initializer === null ? null : element('initialValue', {}, [value(source, initializer)]);
}

function value(source: SourceText, initializer: Initializer): XmlNode {
  switch (initializer.kind) {
    case 'expression':
      return element('simpleValue', { value: source.of(initializer.expression) });
    case 'array':
      return element(
        'arrayValue',
        {},
        initializer.elements.map(({ repeat, value: inner }) =>
          element('value', { repetitionValue: repeat === null ? undefined : source.of(repeat) }, [
            inner === null ? element('simpleValue') : value(source, inner),
          ]),
        ),
      );
    case 'struct':
      return element(
        'structValue',
        {},
        initializer.fields.map(({ name, value: inner }) => element('value', { member: name.text }, [value(source, inner)])),
      );
  }
}

/** `variable` elements of a section or structure; comments from `start` to `end` are their documentation. */
export function variableElements(
  source: SourceText,
  declarations: readonly VariableDeclaration[],
  start: number,
  end: number,
): XmlNode[] {
  const documentation = documentationOf(source, declarations, start, end);
  return declarations.flatMap((declaration) => {
    const { names, address, type, edge, initializer } = declaration;
    const text = documentation.get(declaration);
    const more = saysMore(type) || edge !== null;
    return names.map((name, position) =>
      element('variable', { name: name.text, address: address?.text }, [
        element('type', {}, [typeElement(source, type)]),
        initialValue(source, initializer),
        more ? data('type', `${source.of(type)}${edge === null ? '' : ` ${edge}`}`) : null,
        text === undefined || position > 0 ? null : formatted('documentation', text),
      ]),
    );
  });
}
