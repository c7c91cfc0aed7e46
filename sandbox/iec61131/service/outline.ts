/** What a file declares, as a tree, for an editor's outline. */
import type { SourceFile } from '../diagnostics.ts';
import type {
  ActionDeclaration,
  Chart,
  Declaration,
  Identifier,
  MethodDeclaration,
  Node,
  VariableSection,
} from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import type { TokenStream } from '../syntax/tokens.ts';
import type { AnalysisOptions } from './analysis.ts';

export interface OutlineItem {
  name: string;
  kind:
    | 'program'
    | 'function'
    | 'function_block'
    | 'class'
    | 'interface'
    | 'method'
    | 'property'
    | 'action'
    | 'step'
    | 'variable'
    | 'constant'
    | 'field'
    | 'value'
    | 'type'
    | 'namespace'
    | 'configuration'
    | 'test';
  /** A type as written, or a section's keyword. */
  detail: string;
  /** Offsets of the whole declaration, and of its name. */
  start: number;
  end: number;
  nameStart: number;
  nameEnd: number;
  children: OutlineItem[];
}

/** The declarations of a file in the order of the text, broken ones as far as they were read. */
export function outline(file: SourceFile, options: AnalysisOptions = {}): OutlineItem[] {
  const { unit } = parse(file, { implies: options.implies ?? false });
  const reader = new OutlineReader(unit.tokens);
  return unit.declarations.flatMap((declaration) => reader.declaration(declaration));
}

class OutlineReader {
  readonly #tokens: TokenStream;

  constructor(tokens: TokenStream) {
    this.#tokens = tokens;
  }

  #text(node: Node): string {
    return this.#tokens.file.text.slice(this.#tokens.starts[node.first], this.#tokens.ends[node.last]);
  }

  #item(name: Node, kind: OutlineItem['kind'], whole: Node, detail: string, children: OutlineItem[] = []): OutlineItem {
    const { starts, ends } = this.#tokens;
    const [nameStart, nameEnd] = [starts[name.first]!, ends[name.last]!];
    return {
      name: this.#text(name),
      kind,
      detail,
      start: Math.min(starts[whole.first]!, nameStart),
      end: Math.max(ends[whole.last]!, nameEnd),
      nameStart,
      nameEnd,
      children,
    };
  }

  declaration(declaration: Declaration): OutlineItem[] {
    switch (declaration.kind) {
      case 'globals':
        return this.#sections([declaration.section]);
      case 'namespace':
        return [
          this.#item(
            declaration.name,
            'namespace',
            declaration,
            '',
            declaration.declarations.flatMap((one) => this.declaration(one)),
          ),
        ];
      case 'configuration': {
        const inside = declaration.resources.flatMap(({ sections, programs }) => [
          ...this.#sections(sections),
          ...programs.map((program) => this.#item(program.name, 'program', program, this.#text(program.program))),
        ]);
        return [this.#item(declaration.name, 'configuration', declaration, '', inside)];
      }
      case 'type': {
        const { type } = declaration;
        const inside =
          type.kind === 'struct'
            ? type.fields.flatMap((field) => field.names.map((name) => this.#item(name, 'field', field, this.#text(field.type))))
            : type.kind === 'enum'
              ? type.values.map(({ name }) => this.#item(name, 'value', name, ''))
              : [];
        const detail = type.kind === 'struct' ? 'STRUCT' : type.kind === 'enum' ? '' : this.#text(type);
        return [this.#item(declaration.name, 'type', declaration, detail, inside)];
      }
      case 'interface':
        return [
          this.#item(declaration.name, 'interface', declaration, '', [
            ...declaration.methods.map((method) => this.#method(method)),
            ...declaration.properties.map((property) =>
              this.#item(property.name, 'property', property, this.#text(property.type)),
            ),
          ]),
        ];
      case 'test':
      case 'setup':
      case 'teardown': {
        const title = { first: declaration.title, last: declaration.title };
        return [this.#item(title, 'test', declaration, '', this.#sections(declaration.sections))];
      }
      default: {
        const detail = declaration.result === null ? '' : this.#text(declaration.result);
        return [
          this.#item(declaration.name, declaration.kind, declaration, detail, [
            ...this.#sections(declaration.sections),
            ...(declaration.object?.methods ?? []).map((method) => this.#method(method)),
            ...(declaration.object?.properties ?? []).map((property) =>
              this.#item(property.name, 'property', property, this.#text(property.type)),
            ),
            ...this.#sequence(declaration),
          ]),
        ];
      }
    }
  }

  #sequence({ actions = [], chart }: { actions?: ActionDeclaration[]; chart?: Chart }): OutlineItem[] {
    return [
      ...actions.map((action) => this.#item(action.name, 'action', action, '', this.#sequence(action))),
      ...(chart?.steps ?? []).map((step) => this.#item(step.name, 'step', step, '')),
    ];
  }

  #method(method: MethodDeclaration): OutlineItem {
    const detail = method.result === null ? '' : this.#text(method.result);
    return this.#item(method.name, 'method', method, detail, this.#sections(method.sections));
  }

  #sections(sections: readonly VariableSection[]): OutlineItem[] {
    return sections.flatMap((section) =>
      section.declarations.flatMap((declaration) =>
        declaration.names.map((name: Identifier) =>
          this.#item(name, section.constant ? 'constant' : 'variable', declaration, this.#text(declaration.type)),
        ),
      ),
    );
  }
}
