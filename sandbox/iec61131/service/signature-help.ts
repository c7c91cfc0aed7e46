/** The parameters of the call that is being written. */
import type { LocalizedText, SourceFile } from '../diagnostics.ts';
import type { Variable } from '../semantics/checked.ts';
import { findConversion } from '../semantics/conversion-names.ts';
import { interfaceOf } from '../semantics/declare-pous.ts';
import { findStandardFunction } from '../semantics/function-names.ts';
import { findMethod } from '../semantics/inheritance.ts';
import { comesOut } from '../semantics/open-arrays.ts';
import { findTestFunction } from '../semantics/test-functions.ts';
import { typeName } from '../semantics/type-relations.ts';
import type { Type } from '../semantics/types.ts';
import type { TokenStream } from '../syntax/tokens.ts';
import { type AnalysisOptions, analyse } from './analysis.ts';
import { chainBefore, findEntity, type Reach, reachAt, typeOfChain } from './names-in-reach.ts';

export interface CallParameter {
  name: string;
  /** As it would be declared: `PT : TIME`, `Q => BOOL`. */
  label: string;
  direction: 'input' | 'output' | 'in_out';
  type: Type | null;
}

export interface SignatureHelp {
  /** `TON(IN : BOOL, PT : TIME, Q => BOOL, ET => TIME)` */
  label: string;
  parameters: CallParameter[];
  /** Index of the parameter that is being given, or -1. */
  active: number;
  text: LocalizedText | null;
}

/** The innermost call around an offset that is not closed before it. */
export interface CallSite {
  /** Token of the opening bracket. */
  open: number;
  /** Which argument, from 0. */
  argument: number;
  /** Names already given, in upper case, but for the argument at the offset. */
  given: Set<string>;
  /** The name of the argument at the offset, where it has one. */
  named: string | null;
}

const callable: ReadonlySet<string> = new Set(['identifier', ']', '^', 'AND', 'OR', 'XOR', 'MOD', 'NOT']);

export function callSiteAt(tokens: TokenStream, offset: number): CallSite | null {
  const { kinds, starts, ends, file } = tokens;
  let last = kinds.length - 1;
  while (last >= 0 && starts[last]! >= offset) last--;
  let depth = 0;
  for (let at = last; at >= 0 && last - at < 4000; at--) {
    const kind = kinds[at]!;
    if (kind === ')') depth++;
    else if (kind === ';' || kind === 'THEN' || kind === 'DO' || kind.startsWith('END_') || kind.startsWith('VAR')) return null;
    else if (kind === '(' && depth > 0) depth--;
    else if (kind === '(' && callable.has(kinds[at - 1] ?? '')) {
      const site: CallSite = { open: at, argument: 0, given: new Set(), named: null };
      let level = 0;
      for (let i = at + 1; i < kinds.length && kinds[i] !== ';'; i++) {
        if (kinds[i] === '(' || kinds[i] === '[') level++;
        else if (kinds[i] === ')' && level === 0) break;
        else if (kinds[i] === ')' || kinds[i] === ']') level--;
        if (level === 0 && kinds[i] === ',' && i <= last) site.argument++;
        const name = kinds[i] === 'identifier' && (kinds[i + 1] === ':=' || kinds[i + 1] === '=>');
        if (level !== 0 || !name) continue;
        const key = file.text.slice(starts[i], ends[i]).toUpperCase();
        site.given.add(key);
      }
      for (let i = last; i > at; i--) {
        if (kinds[i] === ',' || kinds[i] === '(') break;
        if ((kinds[i] === ':=' || kinds[i] === '=>') && kinds[i - 1] === 'identifier')
          site.named = file.text.slice(starts[i - 1], ends[i - 1]).toUpperCase();
      }
      if (site.named !== null) site.given.delete(site.named);
      return site;
    }
  }
  return null;
}

/** What a caller sees of parameters: hidden ones left out, `Q => BOOL` for what comes out. */
export function parametersOf(variables: readonly Variable[]): CallParameter[] {
  return variables
    .filter(({ hidden }) => !hidden)
    .map((parameter) => {
      const { name, type, section } = parameter;
      const out = comesOut(parameter);
      return {
        name,
        label: `${name} ${out ? '=>' : ':'} ${typeName(type)}`,
        direction: out ? 'output' : section === 'in_out' ? section : 'input',
        type,
      };
    });
}

export interface Callee {
  name: string;
  parameters: CallParameter[];
  result: string;
  text: LocalizedText | null;
  /** The last parameter may be given again and again. */
  extensible: boolean;
}

/** What is called at a bracket; `null` where it cannot be called. */
export function calleeAt(reach: Reach, tokens: TokenStream, open: number): Callee | null {
  const { kinds, starts, ends, file } = tokens;
  const word = file.text.slice(starts[open - 1], ends[open - 1]);
  const chain = chainBefore(tokens, open - 1);
  const type = typeOfChain(reach, chain);
  if (type?.kind === 'instance')
    return { name: type.block.name, parameters: parametersOf(type.block.parameters), result: '', text: null, extensible: false };
  const key = word.toUpperCase();
  if (chain.length > 1) {
    const owner = typeOfChain(reach, chain.slice(0, -1));
    const on = owner?.kind === 'reference' ? owner.target : owner;
    const method =
      on?.kind === 'instance' ? findMethod(on.block, key) : on?.kind === 'interface' ? findMethod(on.interface, key) : null;
    if (method === null) return null;
    const result = method.result === null ? '' : ` : ${typeName(method.result.type)}`;
    return { name: method.name, parameters: parametersOf(method.parameters), result, text: null, extensible: false };
  }
  const entity = kinds[open - 1] === 'identifier' ? findEntity(reach, key) : null;
  if (entity?.kind === 'pou') {
    const pou = interfaceOf(reach.analysis.symbols, entity);
    const result = pou.kind === 'function' && pou.result !== null ? ` : ${typeName(pou.result.type)}` : '';
    return { name: entity.name, parameters: parametersOf(pou.parameters), result, text: null, extensible: false };
  }
  const standard = findStandardFunction(key) ?? findTestFunction(key);
  if (standard !== null) {
    const parameters = standard.parameters.map((name): CallParameter => ({ name, label: name, direction: 'input', type: null }));
    return { name: standard.name, parameters, result: '', text: standard.doc, extensible: standard.extensible };
  }
  if (findConversion(key) === null) return null;
  return {
    name: key,
    parameters: [{ name: 'IN', label: 'IN', direction: 'input', type: null }],
    result: '',
    text: null,
    extensible: false,
  };
}

/** Help for the call around an offset, or `null` outside of calls. */
export function signatureHelp(
  files: readonly SourceFile[],
  file: string,
  offset: number,
  options: AnalysisOptions = {},
): SignatureHelp | null {
  const analysis = analyse(files, options);
  const tokens = analysis.trees.get(file)?.tokens;
  if (tokens === undefined) return null;
  const site = callSiteAt(tokens, offset);
  if (site === null) return null;
  const callee = calleeAt(reachAt(analysis, file, offset), tokens, site.open);
  if (callee === null) return null;
  const { parameters } = callee;
  const inputs = parameters.filter(({ direction }) => direction !== 'output');
  let active = -1;
  if (site.named !== null) active = parameters.findIndex(({ name }) => name.toUpperCase() === site.named);
  else {
    const at = inputs[Math.min(site.argument, callee.extensible ? inputs.length - 1 : site.argument)];
    active = at === undefined ? -1 : parameters.indexOf(at);
  }
  const list = parameters.map(({ label }) => label).join(', ') + (callee.extensible ? ', …' : '');
  return { label: `${callee.name}(${list})${callee.result}`, parameters, active, text: callee.text };
}
