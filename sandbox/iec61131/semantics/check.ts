/** Syntax trees to a checked program. Pure: the same in the editor's worker and on the server. */
import { diagnose } from '../diagnostic-catalogue.ts';
import type { Diagnostic, SourceFile } from '../diagnostics.ts';
import type * as ast from '../syntax/ast.ts';
import { giveAdvice } from './advice.ts';
import { Body } from './body.ts';
import type { CheckedProgram, FunctionBlock, ProgramPou, Variable } from './checked.ts';
import { configure } from './configuration.ts';
import { configureVariables } from './configured-variables.ts';
import { announceInterface, declareInterfaceMethods, declareMethods, interfaceFor } from './declare-objects.ts';
import { announcePou, checkBody, interfaceOf } from './declare-pous.ts';
import { configureTests, declareTests, forgetRepetitions, testsOf } from './declare-tests.ts';
import { declareSection } from './declare-variables.ts';
import { isElementaryName } from './elementary.ts';
import { forbidMethodCircles } from './method-circles.ts';
import { announceNamespace, barrierOf, checkUsings, join, type NameContext } from './namespaces.ts';
import { hintAtMissedBits } from './one-scan-bits.ts';
import { resolveDeclaredType } from './resolve-types.ts';
import { reportUnclear, shareNames } from './resource-globals.ts';
import { forbidRecursion, hintAtUnused, warnOfOverlaps } from './rules.ts';
import { hintAtUnwrittenOutputs } from './unwritten-outputs.ts';
import { type Entity, type PouEntity, type Unit, Workspace } from './workspace.ts';

/** One parsed file. `library`: a standard block's source; checked where used, emitted where used, and never hinted at. */
export interface CheckUnit {
  file: SourceFile;
  tree: ast.CompilationUnit;
  library?: boolean;
}

export interface CheckOptions {
  /** Nanoseconds: interval of the task of programs that name none. */
  defaultCycle: bigint;
  /** The dialect of checks; the parser has already read it. */
  implies?: boolean;
  /** The program is its tests: a task each, and nothing else runs. Otherwise they are checked only. */
  tests?: boolean;
}

export interface CheckResult {
  /** `null` when there was an error. */
  program: CheckedProgram | null;
  /** What the checker found; the parser's own diagnostics come with `parse`. */
  diagnostics: Diagnostic[];
  /** Names, references and places, for the language service; there for broken programs too. */
  symbols: Workspace;
}

/**
 * Checks all files of one program together.
 *
 * A tree with syntax errors may be passed: it is checked as far as it goes, and then `program` depends on the checker's findings
 * alone, so a caller that compiles must look at the parser's diagnostics too.
 */
export function check(units: CheckUnit[], options: CheckOptions): CheckResult {
  const workspace = new Workspace(
    units.map(({ tree, library }) => ({ tree, library: library ?? false })),
    options.defaultCycle,
  );
  const { configurations, sections, tests } = collect(workspace);
  const globals = declareGlobals(workspace, sections, configurations[0]?.declaration);
  for (const entity of workspace.entities.values()) {
    if (entity.kind === 'type' && !entity.unit.library) resolveDeclaredType(workspace, entity);
  }
  for (const entity of [...workspace.entities.values()]) {
    if (entity.kind === 'pou' && !entity.unit.library) interfaceOf(workspace, entity);
    else if (entity.kind === 'interface') interfaceFor(workspace, entity);
  }
  // Methods come when every type has its variables: their parameters may be of types that use this one.
  for (const entity of [...workspace.entities.values()]) {
    if (entity.kind === 'interface') declareInterfaceMethods(workspace, entity);
    else if (entity.kind === 'pou' && !entity.unit.library) declareMethods(workspace, entity);
  }
  const configured = configure(workspace, configurations);
  const testPrograms = declareTests(workspace, tests);
  const { tasks, instances } = options.tests ? configureTests(workspace, testPrograms) : configured;
  workspace.instances = instances;
  const configuredVariables = options.tests ? {} : configureVariables(workspace, configurations[0], instances);
  // Checking a body may bring library blocks and functions in, which are then pending too.
  for (let entity = workspace.pending.pop(); entity !== undefined; entity = workspace.pending.pop()) checkBody(workspace, entity);
  reportUnclear(workspace);
  const acyclic = forbidRecursion(workspace);
  forbidMethodCircles(workspace);
  warnOfOverlaps(workspace);
  hintAtUnused(workspace);
  giveAdvice(workspace);
  hintAtUnwrittenOutputs(workspace);
  hintAtMissedBits(workspace, tasks);
  forgetRepetitions(workspace);
  workspace.diagnostics.sort((a, b) =>
    a.range.file === b.range.file ? a.range.start - b.range.start : a.range.file < b.range.file ? -1 : 1,
  );

  const failed = !acyclic || workspace.diagnostics.some(({ severity }) => severity === 'error');
  if (failed) return { program: null, diagnostics: workspace.diagnostics, symbols: workspace };
  const programs = [...new Set(instances.map(({ program }) => program))];
  const used = reachable(workspace, programs);
  const program: CheckedProgram = {
    ...(options.tests ? {} : configuredVariables),
    globals: [
      ...globals,
      ...tasks.flatMap(({ event }) => (event === undefined ? [] : [event.memory])),
      ...workspace.defaults.values(),
    ],
    functions: used.flatMap(({ pou, methods }) => {
      if (pou.kind === 'function') return [pou];
      return (methods ?? []).map((method) => method.pou).filter(({ method }) => !method?.abstract);
    }),
    functionBlocks: workspace.finished
      .filter((entity) => used.includes(entity))
      .map(({ pou, asBlock }) => (options.tests ? (asBlock ?? pou) : pou))
      .filter((pou): pou is FunctionBlock => pou.kind === 'function_block'),
    programs,
    tasks,
    instances,
  };
  numberTypes(program.functionBlocks);
  if (options.tests) program.tests = testsOf(testPrograms);
  return { program, diagnostics: workspace.diagnostics, symbols: workspace };
}

/** Gives every type whose instances must tell what they are its number. */
function numberTypes(blocks: readonly FunctionBlock[]): void {
  let next = 1;
  for (const { object } of blocks) if (object !== undefined) object.typeId = next++;
}

/** POUs that the programs and the globals use (all of an author's, where there is no program), each after those that it uses itself. */
function reachable(workspace: Workspace, programs: ProgramPou[]): PouEntity[] {
  const order = new Set<PouEntity>();
  const seen = new Set<PouEntity>();
  const visit = (entity: PouEntity): void => {
    if (seen.has(entity)) return;
    seen.add(entity);
    for (const used of entity.uses) visit(used);
    for (const mentioned of entity.mentions) visit(mentioned);
    order.add(entity);
  };
  const byPou = new Map(workspace.finished.map((entity) => [entity.pou, entity]));
  // Files without a program are a library of their own: then everything in them is wanted.
  if (programs.length === 0) for (const entity of workspace.finished) if (!entity.unit.library) visit(entity);
  for (const program of programs) visit(byPou.get(program)!);
  for (const entity of workspace.globalUses) visit(entity);
  return [...order];
}

interface Collected {
  configurations: { unit: Unit; declaration: ast.ConfigurationDeclaration }[];
  sections: { unit: Unit; section: ast.VariableSection; names: NameContext; resource: ast.Identifier | null }[];
  tests: { unit: Unit; declaration: ast.TestDeclaration }[];
}

/** First pass: the names of everything, so that order in the files does not matter. An author's POU hides the library's. */
function collect(workspace: Workspace): Collected {
  const collected: Collected = { configurations: [], sections: [], tests: [] };
  const add = (unit: Unit, name: ast.Identifier, entity: Entity, namespace: string): void => {
    if (name.key === '') return;
    const key = join(namespace, name.key);
    const known = workspace.entities.get(key);
    if (known !== undefined && !('unit' in known && known.unit.library && !unit.library)) {
      if ('declaration' in known) {
        const where = workspace.where(workspace.range(known.unit, known.declaration.name), unit);
        workspace.report(unit, 'ST2052', name, { name: name.text, where });
      }
      return;
    }
    if (isElementaryName(name.key)) {
      workspace.report(unit, 'ST2015', name, { name: name.text });
      return;
    }
    workspace.entities.set(key, entity);
  };
  const ordered = [...workspace.units.filter(({ library }) => library), ...workspace.units.filter(({ library }) => !library)];
  const withUsings = (names: NameContext, usings: readonly ast.UsingDirective[]): NameContext =>
    usings.length === 0
      ? names
      : { ...names, usings: [...names.usings, ...usings.flatMap(({ namespaces }) => namespaces.map(({ key }) => key))] };
  // All namespaces are known before the first name is put into one: an INTERNAL part may be written after others.
  const announce = (declarations: readonly ast.Declaration[], outer: string): void => {
    for (const declaration of declarations) {
      if (declaration.kind !== 'namespace' || declaration.name.key === '') continue;
      announceNamespace(workspace, outer, declaration);
      announce(declaration.declarations, join(outer, declaration.name.key));
    }
  };
  for (const unit of ordered) announce(unit.tree.declarations, '');
  for (const unit of ordered) {
    checkUsings(workspace, unit, unit.tree.usings ?? [], workspace.namesOf(unit));
    collectFrom(unit, unit.tree.declarations, workspace.namesOf(unit));
  }
  return collected;

  function collectFrom(unit: Unit, declarations: readonly ast.Declaration[], names: NameContext): void {
    const { namespace } = names;
    const full = (name: ast.Identifier): string => join(workspace.namespaces.get(namespace)?.name ?? '', name.text);
    for (const declaration of declarations) {
      switch (declaration.kind) {
        case 'namespace': {
          const own = withUsings({ ...names, namespace: join(namespace, declaration.name.key) }, declaration.usings);
          checkUsings(workspace, unit, declaration.usings, own);
          if (declaration.name.key !== '') collectFrom(unit, declaration.declarations, own);
          break;
        }
        case 'interface': {
          const own = withUsings(names, declaration.usings ?? []);
          checkUsings(workspace, unit, declaration.usings ?? [], own);
          add(unit, declaration.name, announceInterface(workspace, unit, declaration, own, full(declaration.name)), namespace);
          break;
        }
        case 'type':
          add(
            unit,
            declaration.name,
            {
              kind: 'type',
              name: full(declaration.name),
              declaration,
              unit,
              names,
              internalTo: barrierOf(workspace, namespace, declaration.internal ?? false),
              state: 'new',
              type: null,
              initial: null,
            },
            namespace,
          );
          break;
        case 'test':
        case 'setup':
        case 'teardown':
          collected.tests.push({ unit, declaration });
          break;
        case 'globals':
          collected.sections.push({ unit, section: declaration.section, names, resource: null });
          break;
        case 'configuration':
          if (namespace !== '') {
            workspace.report(unit, 'ST2099', declaration.name, { what: 'CONFIGURATION' });
            break;
          }
          collected.configurations.push({ unit, declaration });
          for (const resource of declaration.resources)
            for (const section of resource.sections) collected.sections.push({ unit, section, names, resource: resource.name });
          break;
        default:
          if (declaration.kind === 'program' && namespace !== '')
            workspace.report(unit, 'ST2099', declaration.name, { what: 'PROGRAM' });
          else add(unit, declaration.name, announcePou(workspace, unit, declaration, names), namespace);
      }
    }
  }
}

function declareGlobals(
  workspace: Workspace,
  sections: Collected['sections'],
  configuration: ast.ConfigurationDeclaration | undefined,
): Variable[] {
  const ofResources: { variable: Variable; resource: ast.Identifier }[] = [];
  const scopes = new Map<string, Map<string, Variable>>();
  const globals = new Map<ast.VariableSection, Variable[]>(sections.map(({ section }) => [section, []]));
  // Constants first: the bounds of types and of other globals are made of them.
  for (const { unit, section, names, resource } of [
    ...sections.filter((one) => one.section.constant),
    ...sections.filter((one) => !one.section.constant),
  ]) {
    const scope = scopes.get(names.namespace) ?? new Map<string, Variable>();
    scopes.set(names.namespace, scope);
    // Resources do not see each other's globals.
    const others = new Set(ofResources.filter((other) => other.resource.key !== resource?.key).map(({ variable }) => variable));
    const seen = resource === null ? scope : new Map([...scope].filter(([, variable]) => !others.has(variable)));
    if (resource !== null)
      for (const { variable, resource: own } of ofResources)
        if (own.key === resource.key) seen.set(variable.name.toUpperCase(), variable);
    const body = new Body(workspace, unit, null, seen);
    body.names = names;
    body.resource = resource?.key ?? null;
    for (const variable of declareSection(body, { ...section, keyword: 'VAR_GLOBAL' })) {
      globals.get(section)!.push(variable);
      if (resource !== null) {
        ofResources.push({ variable, resource });
        if (!scope.has(variable.name.toUpperCase())) scope.set(variable.name.toUpperCase(), variable);
      }
      variable.name = join(workspace.namespaces.get(names.namespace)?.name ?? '', variable.name);
      const key = variable.name.toUpperCase();
      const known = workspace.entities.get(key);
      if (known === undefined) workspace.entities.set(key, { kind: 'global', name: variable.name, variable });
      else if ('declaration' in known && !known.unit.library) {
        const where = workspace.where(workspace.range(known.unit, known.declaration.name), unit);
        workspace.diagnostics.push(diagnose('ST2052', variable.range, { name: variable.name, where }));
      }
    }
  }
  shareNames(workspace, ofResources, configuration);
  for (const resume of workspace.whenGlobalsStand) resume();
  return [...globals.values()].flat();
}
