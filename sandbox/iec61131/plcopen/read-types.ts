/** The schema's types and values as Structured Text. */
import { ownData } from './additional-data.ts';
import { formattedText } from './formatted-text.ts';
import { commentLines } from './source-text.ts';
import { ELEMENTARY_ELEMENTS } from './write-types.ts';
import { child, elementsIn, type XmlElement } from './xml-tree.ts';

/** What a `type`, `baseType` or `returnType` says; `null` where it says nothing that can be read. */
export function typeText(holder: XmlElement | null): string | null {
  const type = elementsIn(holder).find(({ name }) => name !== 'addData' && name !== 'documentation');
  if (type === undefined) return null;
  const { name, attributes } = type;
  if (ELEMENTARY_ELEMENTS.has(name)) return name;
  switch (name) {
    case 'string':
    case 'wstring':
      return attributes.length === undefined ? name.toUpperCase() : `${name.toUpperCase()}[${attributes.length}]`;
    // Some tools write them in capitals, against the schema.
    case 'STRING':
    case 'WSTRING':
      return name;
    case 'derived':
      return attributes.name?.trim() || null;
    case 'array': {
      const dimensions = elementsIn(type, 'dimension').map(({ attributes: { lower, upper } }) =>
        lower === '*' ? '*' : `${lower ?? ''}..${upper ?? ''}`,
      );
      const base = typeText(child(type, 'baseType'));
      return base === null || dimensions.length === 0 ? null : `ARRAY [${dimensions.join(', ')}] OF ${base}`;
    }
    case 'subrangeSigned':
    case 'subrangeUnsigned': {
      const range = child(type, 'range')?.attributes;
      const base = typeText(child(type, 'baseType'));
      return base === null || range === undefined ? null : `${base} (${range.lower ?? ''}..${range.upper ?? ''})`;
    }
    case 'enum': {
      const values = elementsIn(child(type, 'values'), 'value').map(({ attributes: { name: value, value: number } }) =>
        number === undefined || number === '' ? (value ?? '') : `${value ?? ''} := ${number}`,
      );
      const base = typeText(child(type, 'baseType'));
      return values.length === 0 ? null : `${base === null ? '' : `${base} `}(${values.join(', ')})`;
    }
    case 'struct': {
      const fields = elementsIn(type, 'variable').map((field) => variableLine(field, '    '));
      return fields.includes(null) ? null : `STRUCT\n${fields.join('')}  END_STRUCT`;
    }
    case 'pointer': {
      const base = typeText(child(type, 'baseType'));
      return base === null ? null : `POINTER TO ${base}`;
    }
    default:
      // Newer elementary types as elements of their own: LTIME, LDATE, CHAR.
      return /^[A-Z][A-Z_]*$/.test(name) && elementsIn(type).length === 0 ? name : null;
  }
}

/** A `value`, or an element that holds one. */
export function valueText(holder: XmlElement | null): string | null {
  const value = elementsIn(holder).find(({ name }) => /^(?:simple|array|struct)Value$/.test(name));
  if (value === undefined) return null;
  if (value.name === 'simpleValue') return value.attributes.value ?? '';
  const inner = elementsIn(value, 'value').map((part) => {
    const text = valueText(part) ?? '';
    if (value.name === 'structValue') return `${part.attributes.member ?? ''} := ${text}`;
    const repeat = part.attributes.repetitionValue;
    return repeat === undefined || (repeat === '1' && text !== '') ? text : `${repeat}(${text})`;
  });
  return value.name === 'arrayValue' ? `[${inner.join(', ')}]` : `(${inner.join(', ')})`;
}

/** A declaration with its line break; its documentation beside it, or above where it has several lines. */
export function variableLine(variable: XmlElement, indent = '  '): string | null {
  const type = ownData(variable, 'type')[0];
  const text = type === undefined ? typeText(child(variable, 'type')) : type.children.join('');
  const { name, address } = variable.attributes;
  if (text === null || name === undefined) return null;
  const initial = valueText(child(variable, 'initialValue'));
  const documentation = formattedText(child(variable, 'documentation')).trim();
  const line = `${indent}${name}${address === undefined || address === '' ? '' : ` AT ${address}`} : ${text}${
    initial === null || initial === '' ? '' : ` := ${initial}`
  };`;
  if (documentation === '') return `${line}\n`;
  return documentation.includes('\n') ? `${commentLines(documentation, indent)}\n${line}\n` : `${line} // ${documentation}\n`;
}
