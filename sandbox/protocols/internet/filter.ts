/**
 * The display filter: a part of the language that people know from Wireshark.
 *
 *     filter  = term, {('&&' | '||'), term}          && before ||; `and`, `or`, `not` as words, too
 *     term    = '!', term | '(', filter, ')' | field, [comparison]
 *     comparison = ('==' | '!=' | '>' | '<' | '>=' | '<=' | 'contains'), value | 'in', '{', value, {',', value}, '}'
 *
 * A field alone asks whether it is there. A field may have several values (`ip.addr`, `mqtt.topic`): a comparison holds when it does for
 * one of them, `!=` when it does for all, as in Wireshark 4.
 */
import type { FilterField } from './filter-field.ts';
import { filterFields } from './filter-fields.ts';
import { type Comparison, fits, type Literal, literalOf } from './filter-literal.ts';
import { type Word, wordsOf } from './filter-words.ts';
import { nearest } from './nearest.ts';
import type { LocalizedText, Packet } from './packet.ts';

export interface FilterError {
  /** Offset of what is wrong, from 0, and its length; 0 at the end. */
  at: number;
  length: number;
  /** Of a person: counts from 1. */
  column: number;
  message: LocalizedText;
}

export type Predicate = (packet: Packet) => boolean;
export type CompiledFilter = { ok: true; matches: Predicate } | { ok: false; error: FilterError };

const comparisons: Readonly<Record<string, Comparison>> = {
  '==': '==',
  eq: '==',
  '!=': '!=',
  ne: '!=',
  '>': '>',
  gt: '>',
  '<': '<',
  lt: '<',
  '>=': '>=',
  ge: '>=',
  '<=': '<=',
  le: '<=',
  contains: 'contains',
};
const deepest = 60;

/** An empty filter lets everything pass. Never throws. */
export function compileFilter(filter: string): CompiledFilter {
  const words = wordsOf(filter);
  if (words.length === 0) return { ok: true, matches: () => true };
  const parser = new Parser(words, filter.length);
  const matches = parser.either();
  parser.end();
  return parser.error ? { ok: false, error: parser.error } : { ok: true, matches };
}

const never: Predicate = () => false;

class Parser {
  error: FilterError | null = null;
  readonly #words: readonly Word[];
  readonly #endsAt: number;
  #next = 0;
  #depth = 0;

  constructor(words: readonly Word[], endsAt: number) {
    this.#words = words;
    this.#endsAt = endsAt;
  }

  either(): Predicate {
    const terms = [this.#both()];
    while (this.#takes('||', 'or')) terms.push(this.#both());
    return terms.length === 1 ? terms[0]! : (packet) => terms.some((term) => term(packet));
  }

  #both(): Predicate {
    const terms = [this.#term()];
    while (this.#takes('&&', 'and')) terms.push(this.#term());
    return terms.length === 1 ? terms[0]! : (packet) => terms.every((term) => term(packet));
  }

  #term(): Predicate {
    this.#depth += 1;
    const term = this.#depth > deepest ? this.#fail('Too deeply nested.', '嵌套太深。') : this.#termInside();
    this.#depth -= 1;
    return term;
  }

  #termInside(): Predicate {
    if (this.#takes('!', 'not')) {
      const term = this.#term();
      return (packet) => !term(packet);
    }
    const opened = this.#peek();
    if (this.#takes('(')) {
      const inside = this.either();
      if (!this.#takes(')')) this.#fail('This parenthesis is not closed: add ")".', '括号没有闭合：请补上 )。', opened);
      return inside;
    }
    return this.#test();
  }

  #test(): Predicate {
    const word = this.#peek();
    if (word?.kind !== 'word')
      return this.#fail(
        'A field is expected here, like tcp.port, ip.addr or modbus.',
        '这里应是字段，例如 tcp.port、ip.addr 或 modbus。',
      );
    const field = filterFields.get(word.value.toLowerCase());
    if (!field) {
      const [close] = nearest(word.value.toLowerCase(), filterFields.keys());
      const en = close ? ` Did you mean ${close}?` : ' Type a few letters to see those there are.';
      const zh = close ? `是不是 ${close}？` : '键入几个字母可查看已有的字段。';
      return this.#fail(`There is no field "${word.value}".${en}`, `没有字段“${word.value}”。${zh}`);
    }
    this.#next += 1;
    const operator = this.#peek();
    const comparison = operator && operator.kind !== 'text' ? comparisons[operator.value.toLowerCase()] : undefined;
    if (comparison) return this.#comparison(field, comparison);
    if (this.#takes('in')) return this.#set(field);
    return (packet) => field.read(packet).length > 0;
  }

  #comparison(field: FilterField, comparison: Comparison): Predicate {
    if (!this.#allows(field, comparison)) return never;
    this.#next += 1;
    const literal = this.#literal(field);
    if (!literal) return never;
    if (comparison !== '!=') return (packet) => field.read(packet).some((value) => fits(value, comparison, literal));
    return (packet) => {
      const values = field.read(packet);
      return values.length > 0 && values.every((value) => !fits(value, comparison, literal));
    };
  }

  /** Whether the field can be compared so; else the error is at the operator. */
  #allows(field: FilterField, comparison: Comparison): boolean {
    const { name, kind } = field;
    if (kind === 'presence') {
      this.#fail(
        `${name} is there or is not: write it alone, or !${name}.`,
        `${name} 只有“有”或“没有”：请单独写 ${name} 或 !${name}。`,
      );
      return false;
    }
    if (comparison === 'contains' && kind !== 'text' && kind !== 'bytes') {
      this.#fail(`${name} is no text: compare it with ==.`, `${name} 不是文本：请用 == 比较。`);
      return false;
    }
    if (kind === 'bytes' && comparison !== 'contains' && comparison !== '==' && comparison !== '!=') {
      this.#fail(`${name} is bytes: use contains or ==.`, `${name} 是字节：请用 contains 或 ==。`);
      return false;
    }
    return true;
  }

  #set(field: FilterField): Predicate {
    if (!this.#allows(field, '==')) return never;
    const opened = this.#peek();
    if (!this.#takes('{')) return this.#fail('A set is written {502, 102}.', '集合写作 {502, 102}。');
    const literals: Literal[] = [];
    do {
      const literal = this.#literal(field);
      if (!literal) return never;
      literals.push(literal);
    } while (this.#takes(','));
    if (!this.#takes('}')) this.#fail('This set is not closed: add "}".', '集合没有闭合：请补上 }。', opened);
    return (packet) => field.read(packet).some((value) => literals.some((literal) => fits(value, '==', literal)));
  }

  #literal(field: FilterField): Literal | null {
    const word = this.#peek();
    if (word?.open) this.#fail('This text is not closed: add a quotation mark.', '文本没有闭合：请补上引号。');
    else if (!word || word.kind === 'symbol')
      this.#fail(`A value to compare ${field.name} with is missing here.`, `这里缺少与 ${field.name} 比较的值。`);
    else {
      const literal = literalOf(field, word);
      if ('wrong' in literal) this.#fail(literal.wrong.en, literal.wrong['zh-CN']);
      else {
        this.#next += 1;
        return literal;
      }
    }
    return null;
  }

  /** What is left over is wrong. */
  end(): void {
    const word = this.#peek();
    if (!word || this.error) return;
    if (word.value === '=') this.#fail('Equal is written ==.', '相等写作 ==。');
    else if (['matches', '~', '~=', '===', '!=='].includes(word.value.toLowerCase()))
      this.#fail(
        `${word.value} is not known here: use ==, != or contains.`,
        `这里不支持 ${word.value}：请用 ==、!= 或 contains。`,
      );
    else if (word.value === ')') this.#fail('There is no "(" to this.', '没有与之对应的 (。');
    else this.#fail('Between two conditions stands && or ||.', '两个条件之间应有 && 或 ||。');
  }

  #peek(): Word | undefined {
    return this.#words[this.#next];
  }

  #takes(...values: string[]): boolean {
    const word = this.#peek();
    if (!word || word.kind === 'text' || this.error || !values.includes(word.value.toLowerCase())) return false;
    this.#next += 1;
    return true;
  }

  /** The first error is the one that is told. */
  #fail(en: string, zh: string, word = this.#peek()): Predicate {
    const at = word?.at ?? this.#endsAt;
    this.error ??= { at, length: word?.length ?? 0, column: at + 1, message: { en, 'zh-CN': zh } };
    return never;
  }
}
