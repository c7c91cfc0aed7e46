/** What a box of a drawing has for pins: of a block or function that somebody of this program wrote, or of a standard function. */
import type { SourceFile } from '../diagnostics.ts';
import type { BoxPins } from '../diagrams/edit/elements.ts';
import type { Variable } from '../semantics/checked.ts';
import { interfaceOf } from '../semantics/declare-pous.ts';
import { findStandardFunction } from '../semantics/function-names.ts';
import { computedAs } from '../semantics/type-relations.ts';
import { type AnalysisOptions, analyse } from './analysis.ts';

/** `null` where nothing is called so, or what is has no box. Power takes the first BOOL of a block on either side, else EN and ENO. */
export function boxPins(files: readonly SourceFile[], type: string, options: AnalysisOptions = {}): BoxPins | null {
  const key = type.trim().toUpperCase();
  const { symbols } = analyse(files, options);
  const entity = symbols.entities.get(key);
  if (entity === undefined) {
    const standard = findStandardFunction(key);
    return standard === null ? null : { isBlock: false, power: ['EN', 'ENO'], inputs: standard.parameters, outputs: ['OUT'] };
  }
  if (entity.kind !== 'pou') return null;
  const pou = interfaceOf(symbols, entity);
  if (pou.kind === 'program') return null;
  const named = (wanted: readonly Variable['section'][]) =>
    pou.parameters.filter(({ section, hidden }) => hidden !== true && wanted.includes(section));
  const names = (list: readonly Variable[]) => list.map(({ name }) => name);
  const [inputs, outputs] = [named(['input', 'in_out']), named(['output'])];
  if (pou.kind === 'function')
    return {
      isBlock: false,
      power: ['EN', 'ENO'],
      inputs: names(inputs),
      outputs: [...(pou.result === null ? [] : ['OUT']), ...names(outputs)],
    };
  const isBool = ({ type, section }: Variable) => section !== 'in_out' && computedAs(type) === 'BOOL';
  const powerIn = inputs.find(isBool);
  const powerOut = outputs.find(isBool);
  return {
    isBlock: true,
    power: [powerIn?.name ?? 'EN', powerOut?.name ?? 'ENO'],
    inputs: names(inputs.filter((one) => one !== powerIn)),
    outputs: names(outputs.filter((one) => one !== powerOut)),
  };
}
