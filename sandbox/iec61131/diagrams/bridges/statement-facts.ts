/** What a drawing must know of the statements that it is made from: their texts, and the types that the checker found for their places. */
import type { Place } from '../../semantics/checked.ts';
import type { ElementaryName, InstanceType, Type } from '../../semantics/types.ts';
import type { Workspace } from '../../semantics/workspace.ts';
import type { Expression, Node } from '../../syntax/ast.ts';
import type { TokenStream } from '../../syntax/tokens.ts';

export class StatementFacts {
  private readonly tokens: TokenStream;
  /** By the offsets of first and last character. */
  private readonly places = new Map<string, Place>();

  constructor(tokens: TokenStream, symbols: Workspace) {
    this.tokens = tokens;
    for (const { place } of symbols.placeUses)
      if (place.range.file === tokens.file.name) this.places.set(`${place.range.start}-${place.range.end}`, place);
  }

  /** On one line and without comments. */
  text({ first, last }: Node): string {
    const { file, starts, ends } = this.tokens;
    let text = '';
    for (let at = first; at <= last; at++) {
      if (at > first && starts[at]! > ends[at - 1]!) text += ' ';
      text += file.text.slice(starts[at], ends[at]);
    }
    return text;
  }

  /** As it stands, with what is between first and last. Further lines lose the indentation of the first. */
  verbatim(first: number, last: number): string {
    const { file, starts, ends, lines, lineStarts } = this.tokens;
    const start = starts[first]!;
    const indent = file.text.slice(lineStarts[lines[first]! - 1], start);
    const text = file.text.slice(start, ends[last]);
    return /\S/.test(indent) ? text : text.replaceAll(`\n${indent}`, '\n');
  }

  isBool(expression: Expression): boolean {
    if (expression.kind === 'direct') return /^%[IQM]X?\d/i.test(expression.text);
    return this.elementary(expression) === 'BOOL';
  }

  /** The block whose instance this is. */
  instance(expression: Expression): InstanceType | null {
    const type = this.type(expression);
    return type?.kind === 'instance' ? type : null;
  }

  /** Two numbers of which one is neither less nor greater than the other, nor equal: NaN. Also where a type is not known. */
  mayBeUnordered(expression: Expression): boolean {
    switch (expression.kind) {
      case 'literal':
        return expression.literal === 'real';
      case 'qualified':
        return false;
      case 'unary':
        return this.mayBeUnordered(expression.operand);
      case 'binary':
        return this.mayBeUnordered(expression.left) || this.mayBeUnordered(expression.right);
      case 'direct':
        return false;
      default: {
        const type = this.type(expression);
        if (type === null) return true;
        return type.kind === 'elementary' && /^L?REAL$/.test(type.name);
      }
    }
  }

  private elementary(expression: Expression): ElementaryName | null {
    const type = this.type(expression);
    return type?.kind === 'elementary' ? type.name : null;
  }

  private type({ first, last }: Node): Type | null {
    const { starts, ends } = this.tokens;
    return this.places.get(`${starts[first]}-${ends[last]}`)?.type ?? null;
  }
}
