/** The lines on which a statement begins: what a scan can carry out, and what it then did or did not. */
import type { SourceFile } from '../diagnostics.ts';
import type { ActionDeclaration, Declaration, MethodDeclaration, PropertyDeclaration, Statement } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import type { AnalysisOptions } from './analysis.ts';

/** Counted from 1, in order, each once. Tests are left out: no scan runs them. */
export function statementLines(file: SourceFile, options: AnalysisOptions = {}): number[] {
  const { unit } = parse(file, { implies: options.implies ?? false });
  const lines = new Set<number>();
  const body = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind !== 'empty') lines.add(unit.tokens.lines[statement.first]!);
      for (const inner of bodiesOf(statement)) body(inner);
    }
  };
  for (const statements of unit.declarations.flatMap(bodiesIn)) body(statements);
  return [...lines].sort((one, other) => one - other);
}

function bodiesOf(statement: Statement): Statement[][] {
  switch (statement.kind) {
    case 'if':
    case 'case':
      return [...statement.branches.map((branch) => branch.body), statement.otherwise ?? []];
    case 'for':
    case 'while':
    case 'repeat':
      return [statement.body];
    default:
      return [];
  }
}

function bodiesIn(declaration: Declaration): Statement[][] {
  switch (declaration.kind) {
    case 'program':
    case 'function':
    case 'function_block':
    case 'class':
      return [
        declaration.body,
        ...ofObject(declaration.object?.methods ?? [], declaration.object?.properties ?? []),
        ...(declaration.actions ?? []).flatMap(ofAction),
      ];
    case 'namespace':
      return declaration.declarations.flatMap(bodiesIn);
    default:
      return [];
  }
}

function ofObject(methods: readonly MethodDeclaration[], properties: readonly PropertyDeclaration[]): Statement[][] {
  const accessors = properties.flatMap(({ get, set }) => [get, set].filter((one) => one !== null));
  return [...methods, ...accessors].map(({ body }) => body);
}

function ofAction(action: ActionDeclaration): Statement[][] {
  return [action.body, ...(action.actions ?? []).flatMap(ofAction)];
}
