/** A type as text: equal texts lay out and mean the same. Used for the layout's hash and to decide what an online change keeps. */

import { typeName } from '../semantics/type-relations.ts';
import type { Type } from '../semantics/types.ts';
import type { Node } from './compiled.ts';
import { persistent } from './sizes.ts';

export function signature(type: Node['type']): string {
  switch (type.kind) {
    case 'elementary':
      return type.name;
    case 'string':
      return `${type.name}[${type.capacity}]`;
    case 'enum':
      return `${type.name.toUpperCase()}(${type.values.map(({ name, value }) => `${name.toUpperCase()}=${value}`).join()}):${type.base.name}`;
    case 'subrange':
      return `${type.base.name}(${type.lower}..${type.upper})`;
    case 'array':
      return `ARRAY[${type.dimensions.map(({ lower, upper }) => `${lower}..${upper}`).join()}]${signature(type.element)}`;
    case 'struct':
      return `STRUCT ${type.name.toUpperCase()}{${type.fields.map((field) => `${member(field)}${field.at ? `@${field.at.byte}.${field.at.bit}` : ''}`).join(';')}}`;
    case 'interface':
      return `INTERFACE ${type.interface.name.toUpperCase()}`;
    case 'instance':
      return `FB ${type.block.name.toUpperCase()}{${persistent(type.block).map(member).join(';')}}`;
    // By its target's name: a type may refer to itself.
    case 'reference':
      return `REF ${typeName(type.target).toUpperCase()}`;
    case 'program':
      return `PROGRAM ${type.name.toUpperCase()}`;
  }
}

const member = ({ name, type }: { name: string; type: Type }): string => `${name.toUpperCase()}:${signature(type)}`;
