/** What could be typed next. */
import type { SourceFile } from '../diagnostics.ts';
import type { FunctionBlock, Variable } from '../semantics/checked.ts';
import { conversionNames } from '../semantics/conversion-names.ts';
import { interfaceOf } from '../semantics/declare-pous.ts';
import { elementaryNames } from '../semantics/elementary.ts';
import { typedFunctions } from '../semantics/function-names.ts';
import { lineage, mayAccess, methodName } from '../semantics/inheritance.ts';
import { type StandardFunction, standardFunctions } from '../semantics/standard-functions.ts';
import { testFunctions } from '../semantics/test-functions.ts';
import { sameType, typeName } from '../semantics/type-relations.ts';
import type { Type } from '../semantics/types.ts';
import {
  DECLARATION_WORDS,
  MIDDLE_WORDS,
  OPERATOR_WORDS,
  SECTION_QUALIFIERS,
  SECTION_WORDS,
  STATEMENT_ENDS,
  STATEMENT_WORDS,
  STRING_NAMES,
  TRUTH_VALUES,
} from '../syntax/keywords.ts';
import type { TokenKind, TokenStream } from '../syntax/tokens.ts';
import { type Analysis, type AnalysisOptions, analyse } from './analysis.ts';
import { signature } from './hover.ts';
import { chainBefore, memberType, methodsOf, type Reach, reachAt, typeOfChain } from './names-in-reach.ts';
import { calleeAt, callSiteAt } from './signature-help.ts';
import { snippets } from './snippets.ts';

export interface CompletionOffer {
  label: string;
  kind: 'variable' | 'member' | 'function' | 'block' | 'type' | 'keyword' | 'snippet' | 'value';
  /** A type, an address or a signature. */
  detail: string;
  /** With `${1:name}` and `$0` placeholders where it contains a `$`, else plain: names of ST have none. */
  insertText: string;
  /** Smaller is likelier here; absent: by name among the rest. */
  rank?: number;
}

/** Ranks, best first. */
const RANK = { argument: 0, fits: 1, own: 2, snippet: 3, global: 4, function: 5, keyword: 6 } as const;

const sectionWords = SECTION_WORDS.filter((word) => word !== 'VAR_GLOBAL');
const pouEnds = ['END_PROGRAM', 'END_FUNCTION', 'END_FUNCTION_BLOCK'];
const declarationWords = ['END_VAR', ...SECTION_QUALIFIERS, 'AT'];
const typeWords = ['ARRAY', 'STRUCT', 'REF_TO'];
const fileWords = [...DECLARATION_WORDS.filter((word) => word !== 'METHOD' && word !== 'PROPERTY'), 'VAR_GLOBAL'];

function keywords(words: readonly string[], rank: number = RANK.keyword): CompletionOffer[] {
  return words.map((word) => ({ label: word, kind: 'keyword', detail: '', insertText: word, rank }));
}

/** Offers at an offset, unfiltered: the editor ranks them by what is already typed. Empty in comments, strings and numbers. */
export function complete(
  files: readonly SourceFile[],
  file: string,
  offset: number,
  options: AnalysisOptions = {},
): CompletionOffer[] {
  const analysis = analyse(files, options);
  const tokens = analysis.trees.get(file)?.tokens;
  if (tokens === undefined || isInComment(tokens, offset)) return [];
  const { kinds, starts, ends, file: source } = tokens;
  // The word being typed does not count; the token before it does.
  let before = kinds.length - 1;
  while (before >= 0 && starts[before]! >= offset) before--;
  const typing = before >= 0 && ends[before]! >= offset ? before : -1;
  if (typing !== -1 && ['integer', 'real', 'string', 'duration', 'address'].includes(kinds[typing]!)) return [];
  const reach = reachAt(analysis, file, offset);
  if (typing !== -1 && kinds[typing] === 'typed') return enumeration(analysis, source.text.slice(starts[typing], offset));
  const isWord = typing !== -1 && /^[A-Za-z]/.test(kinds[typing]!);
  const previous = isWord ? before - 1 : before;
  const kind: TokenKind | undefined = kinds[previous];
  if (kind === '.') {
    const chain = chainBefore(tokens, previous - 1);
    const type = typeOfChain(reach, chain);
    return type === null ? inNamespace(reach, chain) : members(reach, type);
  }
  if (reach.pou === null && !inDeclarations(tokens, previous)) return [...keywords(fileWords), ...snippets(false)];
  if (isTypePosition(tokens, previous)) return types(analysis);
  if (inDeclarations(tokens, previous) && kind !== ':=' && !isOperatorOrBracket(kind)) return keywords(declarationWords);

  const offers: CompletionOffer[] = [];
  const site = callSiteAt(tokens, offset);
  const atArgument = site !== null && (previous === site.open || kind === ',');
  const callee = site === null ? null : calleeAt(reach, tokens, site.open);
  let wanted: Type | null = null;
  if (site !== null && callee !== null) {
    if (atArgument) {
      for (const { name, direction, type } of callee.parameters) {
        if (site.given.has(name.toUpperCase())) continue;
        const arrow = direction === 'output' ? '=>' : ':=';
        const detail = type === null ? '' : typeName(type);
        offers.push({ label: `${name} ${arrow}`, kind: 'member', detail, insertText: `${name} ${arrow} `, rank: RANK.argument });
      }
    } else wanted = callee.parameters.find(({ name }) => name.toUpperCase() === site.named)?.type ?? null;
  } else if (kind === ':=') wanted = typeOfChain(reach, chainBefore(tokens, previous - 1));
  else if (kind === 'IF' || kind === 'ELSIF' || kind === 'WHILE' || kind === 'UNTIL')
    wanted = { kind: 'elementary', name: 'BOOL' };

  const begins = site === null && beginsStatement(kind);
  offers.push(...named(reach, wanted, begins));
  if (isWord) offers.push(...heldToTypes(source.text.slice(starts[before], offset)));
  offers.push(...keywords([...TRUTH_VALUES, ...OPERATOR_WORDS]), ...keywords([...MIDDLE_WORDS, ...STATEMENT_ENDS]));
  if (begins)
    offers.push(...keywords([...STATEMENT_WORDS, ...pouEnds]), ...snippets(true).map((one) => ({ ...one, rank: RANK.snippet })));
  if (kind !== undefined && (kind === 'END_VAR' || kind === 'identifier')) offers.push(...keywords(sectionWords));
  return offers;
}

function isInComment(tokens: TokenStream, offset: number): boolean {
  return tokens.trivia.some(
    ({ start, end }) => start < offset && (offset < end || (offset === end && tokens.file.text.startsWith('//', start))),
  );
}

function isOperatorOrBracket(kind: TokenKind | undefined): boolean {
  return kind !== undefined && /^(?:[-+*/&=<>(,[]|<=|>=|<>|\*\*|\.\.|AND|OR|XOR|NOT|MOD)$/.test(kind);
}

/** After these a new statement begins; a name before it may also be the head of a POU. */
function beginsStatement(kind: TokenKind | undefined): boolean {
  return (
    kind !== undefined &&
    (/^(?:;|:|THEN|DO|ELSE|REPEAT|OF|END_\w+|identifier)$/.test(kind) || kind === 'PROGRAM' || kind === 'FUNCTION_BLOCK')
  );
}

/** Between VAR, STRUCT or TYPE and their ends, however broken the rest is. */
function inDeclarations(tokens: TokenStream, from: number): boolean {
  for (let at = from; at >= 0; at--) {
    const kind = tokens.kinds[at]!;
    if (kind.startsWith('VAR') || kind === 'STRUCT' || kind === 'TYPE') return true;
    if (kind.startsWith('END_') && kind !== 'END_STRUCT') return false;
    if (kind === 'THEN' || kind === 'DO' || kind === 'ELSE' || kind === 'PROGRAM' || kind === 'FUNCTION_BLOCK') return false;
  }
  return false;
}

/** After `name :` of a declaration or a function, `OF` of an array, REF_TO, EXTENDS, IMPLEMENTS. */
function isTypePosition(tokens: TokenStream, previous: number): boolean {
  const { kinds, starts, ends, file } = tokens;
  const kind = kinds[previous];
  if (kind === ':') {
    if (inDeclarations(tokens, previous)) return true;
    const introduced = kinds[previous - 2];
    return introduced === 'FUNCTION' || introduced === 'METHOD' || introduced === 'PROPERTY';
  }
  if (kind === 'OF') return inDeclarations(tokens, previous);
  if (kind !== 'identifier') return false;
  return /^(?:REF_TO|EXTENDS|IMPLEMENTS)$/i.test(file.text.slice(starts[previous], ends[previous]));
}

function types(analysis: Analysis): CompletionOffer[] {
  const offers: CompletionOffer[] = [...elementaryNames, ...STRING_NAMES].map((name) => ({
    label: name,
    kind: 'type',
    detail: '',
    insertText: name,
    rank: RANK.global,
  }));
  for (const entity of analysis.symbols.entities.values()) {
    if (entity.kind === 'type' || entity.kind === 'interface')
      offers.push({ label: entity.name, kind: 'type', detail: '', insertText: entity.name, rank: RANK.own });
    else if (entity.kind === 'pou' && (entity.declaration.kind === 'function_block' || entity.declaration.kind === 'class')) {
      interfaceOf(analysis.symbols, entity);
      const rank = entity.unit.library ? RANK.global : RANK.own;
      offers.push({ label: entity.name, kind: 'block', detail: signature(entity), insertText: entity.name, rank });
    }
  }
  return [...offers, ...keywords(typeWords)];
}

/** After `Colour#`. */
function enumeration(analysis: Analysis, typed: string): CompletionOffer[] {
  const key = typed.slice(0, typed.indexOf('#')).toUpperCase();
  const offers: CompletionOffer[] = [];
  for (const list of analysis.symbols.enumValues.values()) {
    for (const { type, name } of list)
      if (type.name.toUpperCase() === key) offers.push({ label: name, kind: 'value', detail: type.name, insertText: name });
  }
  return offers;
}

function variableOffer(variable: Variable, kind: 'variable' | 'member', rank: number): CompletionOffer {
  const place = variable.address === null ? '' : ` ${variable.address.text}`;
  return { label: variable.name, kind, detail: `${typeName(variable.type)}${place}`, insertText: variable.name, rank };
}

/** `timer(IN := …, PT := …);`: the call with its inputs to fill in. */
function callOffer(variable: Variable): CompletionOffer | null {
  if (variable.type.kind !== 'instance') return null;
  const { block } = variable.type;
  const given = block.parameters.filter(({ section, hidden }) => section !== 'output' && !hidden);
  const list = given.map(({ name }, i) => `${name} := \${${i + 1}}`).join(', ');
  const label = `${variable.name}(…)`;
  return { label, kind: 'snippet', detail: block.name, insertText: `${variable.name}(${list});$0`, rank: RANK.own };
}

/** Variables in reach, functions, enumeration values. */
function named(reach: Reach, wanted: Type | null, begins: boolean): CompletionOffer[] {
  const { analysis } = reach;
  const offers: CompletionOffer[] = [];
  const seen = new Set<string>();
  const fits = (type: Type): boolean => wanted !== null && sameType(type, wanted);
  const add = (variable: Variable, rank: number): void => {
    const key = variable.name.toUpperCase();
    if (variable.hidden || seen.has(key)) return;
    seen.add(key);
    const call = begins ? callOffer(variable) : null;
    if (call !== null) offers.push(call);
    offers.push(variableOffer(variable, 'variable', fits(variable.type) ? RANK.fits : rank));
  };
  for (const scope of reach.scopes) for (const variable of scope.values()) add(variable, RANK.own);
  for (const entity of analysis.symbols.entities.values()) {
    if (entity.kind === 'global') add(entity.variable, RANK.global);
    else if (entity.kind === 'pou' && entity.declaration.kind === 'function' && entity !== reach.pou) {
      const rank = entity.unit.library ? RANK.function : RANK.global;
      offers.push({ label: entity.name, kind: 'function', detail: signature(entity), insertText: `${entity.name}($1)`, rank });
    }
  }
  for (const all of analysis.symbols.enumValues.values()) {
    const list = all.filter(({ owner }) => owner === undefined || owner === reach.pou);
    for (const { type, name } of list) {
      const insertText = list.length > 1 ? `${type.name}#${name}` : name;
      offers.push({ label: name, kind: 'value', detail: type.name, insertText, rank: fits(type) ? RANK.argument : RANK.global });
    }
  }
  const asserts = testFunctions().filter(({ name }) => name === 'ASSERT' || reach.pou?.test !== undefined);
  for (const { name, parameters, extensible } of [...asserts, ...standardFunctions()]) {
    if (/^(AND|OR|XOR|NOT|MOD)$/.test(name)) continue;
    offers.push(functionOffer({ name, parameters, extensible }));
  }
  const self = reach.pou?.pou.kind === 'function_block' ? reach.pou.pou : null;
  if (self?.object !== undefined) {
    offers.push(...keywords(['THIS', 'SUPER']), ...methodOffers({ kind: 'instance', block: self }, self));
  }
  return offers;
}

function functionOffer({
  name,
  parameters,
  extensible,
}: Pick<StandardFunction, 'name' | 'parameters' | 'extensible'>): CompletionOffer {
  const detail = `${name}(${parameters.join(', ')}${extensible ? ', …' : ''})`;
  return { label: name, kind: 'function', detail, insertText: `${name}($1)`, rank: RANK.function };
}

/**
 * Conversions and functions held to a type, `INT_TO_REAL` and `MAX_INT`. There are two thousand: they are offered once an underscore
 * says that one is meant, and only those that begin with what is typed.
 */
function heldToTypes(typing: string): CompletionOffer[] {
  if (!typing.includes('_')) return [];
  const begins = (name: string): boolean => name.startsWith(typing.toUpperCase());
  return [
    ...typedFunctions().filter(({ name }) => begins(name)),
    ...conversionNames()
      .filter(begins)
      .map((name) => ({ name, parameters: ['IN'], extensible: false })),
  ].map(functionOffer);
}

/** `from`: the block in whose text the offer is made, which may use what is guarded from others. */
function methodOffers(type: Type, from: FunctionBlock | null): CompletionOffer[] {
  const offers: CompletionOffer[] = [];
  const seen = new Set<string>();
  for (const method of methodsOf(type).values()) {
    const name = methodName(method);
    if (seen.has(name.toUpperCase())) continue;
    seen.add(name.toUpperCase());
    const facts = method.method;
    if (facts?.owner.kind === 'function_block' && !mayAccess(facts.access, facts.owner, facts.namespace, from, facts.namespace))
      continue;
    const isProperty = method.method !== undefined && method.method.role !== 'method';
    const result = method.result === null ? '' : typeName(method.result.type);
    offers.push({
      label: name,
      kind: isProperty ? 'member' : 'function',
      detail: result,
      insertText: isProperty ? name : `${name}($1)`,
      rank: RANK.own,
    });
  }
  return offers;
}

/** After `Plant.Drives.`: what that namespace holds. */
function inNamespace(reach: Reach, chain: ReturnType<typeof chainBefore>): CompletionOffer[] {
  const path = chain.map((step) => (step.kind === 'name' ? step.key : '')).join('.');
  const offers: CompletionOffer[] = [];
  for (const [key, entity] of reach.analysis.symbols.entities) {
    if (!key.startsWith(`${path}.`) || key.includes('.', path.length + 1)) continue;
    const name = entity.name.slice(entity.name.lastIndexOf('.') + 1);
    if (entity.kind === 'global') offers.push(variableOffer(entity.variable, 'member', RANK.own));
    else if (entity.kind !== 'pou') offers.push({ label: name, kind: 'type', detail: '', insertText: name, rank: RANK.own });
    else {
      const isFunction = entity.declaration.kind === 'function';
      const insertText = isFunction ? `${name}($1)` : name;
      offers.push({
        label: name,
        kind: isFunction ? 'function' : 'block',
        detail: signature(entity),
        insertText,
        rank: RANK.own,
      });
    }
  }
  return offers;
}

/** What can follow a point: fields of a structure, inputs, outputs, methods and public variables of an instance. */
function members(reach: Reach, base: Type | null): CompletionOffer[] {
  const type = base?.kind === 'reference' && base.flavour === 'REFERENCE TO' ? base.target : base;
  if (type?.kind === 'struct') {
    return type.fields.map((field) => ({
      label: field.name,
      kind: 'member',
      detail: typeName(field.type),
      insertText: field.name,
      rank: RANK.own,
    }));
  }
  if (type?.kind === 'interface') return methodOffers(type, null);
  if (type?.kind !== 'instance') return [];
  const { block } = type;
  const inside = reach.pou?.pou.kind === 'function_block' && [...lineage(reach.pou.pou)].includes(block);
  const open = block.locals.filter(
    ({ access, hidden, section }) => !hidden && section !== 'temp' && (inside || access === 'PUBLIC'),
  );
  return [
    ...block.parameters
      .filter(({ section, hidden }) => section !== 'in_out' && !hidden)
      .map((parameter) => variableOffer(parameter, 'member', RANK.own)),
    ...open
      .filter(({ name }) => memberType(type, name.toUpperCase()) !== null)
      .map((one) => variableOffer(one, 'member', RANK.own)),
    ...methodOffers(type, reach.pou?.pou.kind === 'function_block' ? reach.pou.pou : null),
  ];
}
