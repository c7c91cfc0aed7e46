/** Sections of variables: clause 6.5. */
import type * as ast from '../syntax/ast.ts';
import { canLieAt, parseAddress } from './addresses.ts';
import type { Body } from './body.ts';
import type { DirectAddress, Section, Variable } from './checked.ts';
import { refuseAbstract } from './declare-objects.ts';
import { initialValue, overlay } from './initial-values.ts';
import { lookUp } from './namespaces.ts';
import { declareOpenArray, isOpen } from './open-arrays.ts';
import { declareEdge } from './prologue.ts';
import { declaredDefault, resolveType } from './resolve-types.ts';
import { sameType, typeName } from './type-relations.ts';
import type { Type } from './types.ts';

const sectionOf: Readonly<Record<Exclude<ast.SectionKeyword, 'VAR_EXTERNAL'>, Section>> = {
  VAR: 'local',
  VAR_INPUT: 'input',
  VAR_OUTPUT: 'output',
  VAR_IN_OUT: 'in_out',
  VAR_TEMP: 'temp',
  VAR_GLOBAL: 'global',
};

/** Declares a section's variables into the body's scope and hands back the new ones, in order. */
export function declareSection(body: Body, section: ast.VariableSection): Variable[] {
  const declared: Variable[] = [];
  checkQualifiers(body, section);
  for (const declaration of section.declarations) {
    const standsForAnother = section.keyword === 'VAR_EXTERNAL' || section.keyword === 'VAR_IN_OUT';
    if (standsForAnother && declaration.initializer !== null)
      body.report('ST2173', declaration, { name: declaration.names[0]!.text, section: section.keyword });
    if (section.keyword === 'VAR_EXTERNAL') {
      declareExternal(body, declaration, section.constant);
      continue;
    }
    if (isOpen(declaration.type)) {
      for (const name of declaration.names)
        declared.push(...enter(body, name, declareOpenArray(body, declaration.type, section.keyword, name)));
      continue;
    }
    const type = resolveType(body, declaration.type);
    const kind = sectionOf[section.keyword];
    const { initializer } = declaration;
    // A reference among globals may name one that is declared further down, or in another file.
    const waits = kind === 'global' && initializer !== null && type !== null && holdsReference(type);
    const beginning = (): Variable['initial'] => {
      if (type === null) return null;
      const own = initializer === null ? null : initialValue(body, initializer, type);
      return overlay(own, declaredDefault(body, declaration.type));
    };
    const initial = waits ? null : beginning();
    const waiting: Variable[] = [];
    if (waits)
      body.workspace.whenGlobalsStand.push(() => {
        const value = beginning();
        for (const variable of waiting) variable.initial = value;
      });
    const incomplete = type === null ? null : incompleteArea(body, declaration, section.keyword);
    const address = type === null || incomplete !== null ? null : declareAddress(body, declaration, type, kind);
    const readonly = section.constant && kind === 'in_out';
    if (readonly) body.extension(section, 'VAR_IN_OUT CONSTANT');
    else if (section.constant && declaration.initializer === null)
      body.report('ST2051', declaration, { name: declaration.names[0]!.text });
    for (const name of declaration.names) {
      const known = body.scope.get(name.key);
      if (known !== undefined) {
        body.report('ST2052', name, { name: name.text, where: body.where(known.range) });
        continue;
      }
      if (type === null) {
        body.breakName(name.key);
        continue;
      }
      const variable: Variable = {
        name: name.text,
        type,
        section: kind,
        address,
        retain: section.retain,
        constant: section.constant && !readonly,
        initial,
        range: body.range(name),
      };
      if (readonly) variable.readonly = true;
      if (name.text.includes('$')) variable.hidden = true;
      if (section.nonRetain) variable.nonRetain = true;
      if (incomplete === 'I' || incomplete === 'Q' || incomplete === 'M') variable.incomplete = incomplete;
      if (section.access !== undefined) declareAccess(body, section, variable);
      refuseAbstract(body, name, variable);
      body.scope.set(name.key, variable);
      body.workspace.declareFacts(variable, body.owner, body.unit);
      body.workspace.refer(body.unit, name, { kind: 'variable', variable, owner: body.owner?.name ?? null });
      declared.push(variable);
      waiting.push(variable);
      if (declaration.edge !== null) declared.push(...declareEdge(body, declaration, variable));
    }
  }
  return declared;
}

/** Whether values of the type have references in them that an initialiser could set. */
function holdsReference(type: Type): boolean {
  if (type.kind === 'array') return holdsReference(type.element);
  // What a reference names is not within it, so that a structure that refers to its own kind is no circle.
  if (type.kind === 'struct') return type.fields.some((field) => holdsReference(field.type));
  return type.kind === 'reference' || type.kind === 'interface' || type.kind === 'instance';
}

/** RETAIN and NON_RETAIN contradict each other, and mean something only for what is kept at all. Clause 6.5.6. */
function checkQualifiers(body: Body, { keyword, retain, nonRetain, first, last }: ast.VariableSection): void {
  const node = { first, last: Math.min(first + 2, last) };
  if (retain && nonRetain) body.report('ST2172', node, { words: 'RETAIN NON_RETAIN', section: keyword });
  const keepsNothing = keyword === 'VAR_TEMP' || keyword === 'VAR_IN_OUT' || keyword === 'VAR_EXTERNAL';
  if (keepsNothing && (retain || nonRetain))
    body.report('ST2172', node, { words: retain ? 'RETAIN' : 'NON_RETAIN', section: keyword });
}

/** Enters a variable that is made with hidden ones behind it into the scope. */
function enter(body: Body, name: ast.Identifier, variables: Variable[]): Variable[] {
  const [variable] = variables;
  if (variable === undefined) return [];
  const known = body.scope.get(name.key);
  if (known !== undefined) {
    body.report('ST2052', name, { name: name.text, where: body.where(known.range) });
    return [];
  }
  body.scope.set(name.key, variable);
  body.workspace.declareFacts(variable, body.owner, body.unit);
  body.workspace.refer(body.unit, name, { kind: 'variable', variable, owner: body.owner?.name ?? null });
  return variables;
}

/** PUBLIC and its kin: of a block's or class's own variables (clause 6.6.5.10). */
function declareAccess(body: Body, section: ast.VariableSection, variable: Variable): void {
  const isOwn = section.keyword === 'VAR' && body.owner?.pou.kind === 'function_block' && body.outer === null;
  if (isOwn) variable.access = section.access!;
  else if (section.access !== 'PUBLIC' || body.owner?.pou.kind !== 'function_block')
    body.report('ST2098', section, { access: section.access!, keyword: section.keyword });
}

/** VAR_EXTERNAL: the global of that name, under its own type. */
function declareExternal(body: Body, declaration: ast.VariableDeclaration, constant: boolean): void {
  const type = resolveType(body, declaration.type);
  for (const name of declaration.names) {
    const entity = lookUp(body, name.key);
    if (entity?.kind !== 'global') {
      body.report('ST2053', name, { name: name.text });
      body.breakName(name.key);
      continue;
    }
    if (type !== null && !sameType(type, entity.variable.type)) {
      body.report('ST2054', name, { name: name.text, external: typeName(type), global: typeName(entity.variable.type) });
      continue;
    }
    body.scope.set(name.key, entity.variable);
    if (constant && body.owner !== null) {
      body.owner.externalConstants ??= new Set();
      body.owner.externalConstants.add(entity.variable);
    }
    body.workspace.refer(body.unit, name, { kind: 'variable', variable: entity.variable, owner: null });
  }
}

/** The area of `AT %I*`, whose address VAR_CONFIG gives (clause 6.5.5.3); `null` for a complete address or none. */
function incompleteArea(
  body: Body,
  declaration: ast.VariableDeclaration,
  keyword: ast.SectionKeyword,
): 'I' | 'Q' | 'M' | 'wrong' | null {
  const match = /^%([IQM])[XBWDL]?\*$/i.exec(declaration.address?.text ?? '');
  if (match === null) return null;
  const kind = body.owner?.pou.kind;
  if ((kind === 'program' || kind === 'function_block') && body.outer === null && (keyword === 'VAR' || keyword === 'VAR_OUTPUT'))
    return match[1]!.toUpperCase() as 'I' | 'Q' | 'M';
  body.report('ST5166', declaration.address!, { address: declaration.address!.text });
  return 'wrong';
}

function declareAddress(body: Body, declaration: ast.VariableDeclaration, type: Type, section: Section): DirectAddress | null {
  const node = declaration.address;
  if (node === null) return null;
  const address = parseAddress(node.text);
  if (address === null) {
    body.report('ST5001', node, { text: node.text });
    return null;
  }
  const owner = body.owner?.declaration.kind;
  if (section !== 'global' && (owner !== 'program' || section === 'in_out' || section === 'temp')) {
    body.report('ST5002', node, { address: node.text });
    return null;
  }
  if (declaration.names.length > 1) {
    body.report('ST5003', node, { address: node.text });
    return null;
  }
  if (!canLieAt(address, type)) {
    body.report('ST5004', node, { address: node.text, type: typeName(type), size: address.size });
    return null;
  }
  return address;
}
