/** How the lint of labs says what it found: at a place of one of the lab's files, with the name that was probably meant. */
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Lab, LabProblem, Place } from './lab.ts';
import type { LabSignal } from './signals.ts';

export const definitionFile = 'lab.yaml';

/** Reports at `path` of `lab.yaml`, or at `key` of a text. */
export type Report = (file: string, path: string, message: LocalizedText, severity?: LabProblem['severity']) => void;

/** The place at `path`, or of the nearest thing around it. */
export function placeOf(lab: Lab, file: string, path: string): Place {
  const places = lab.places?.[file] ?? {};
  for (let steps = path.split('/'); steps.length > 0; steps = steps.slice(0, -1)) {
    const place = places[steps.join('/')];
    if (place) return { line: place.line, column: place.column };
  }
  return { line: 1, column: 1 };
}

/** The signal called `name` that `fits`; reports when there is none. */
export function lookUp(
  name: string,
  path: string,
  byName: ReadonlyMap<string, LabSignal>,
  report: Report,
  fits: (signal: LabSignal) => boolean = () => true,
): LabSignal | null {
  const signal = byName.get(name.toUpperCase());
  if (signal && fits(signal)) return signal;
  const names = [...byName.values()].filter(fits).map((candidate) => candidate.name);
  report(definitionFile, path, unknownSignal(name, names));
  return null;
}

export function unknownSignal(name: string, names: readonly string[]): LocalizedText {
  return {
    en: `There is no signal \`${name}\`.${suggestEn(name, names)}`,
    'zh-CN': `没有信号 \`${name}\`。${suggestZh(name, names)}`,
  };
}

export const suggestEn = (name: string, names: readonly string[]): string => {
  const near = didYouMean(name, names);
  return near ? ` Did you mean \`${near}\`?` : names.length > 0 && names.length <= 12 ? ` There are: ${names.join(', ')}.` : '';
};
export const suggestZh = (name: string, names: readonly string[]): string => {
  const near = didYouMean(name, names);
  return near ? `是否想写 \`${near}\`？` : names.length > 0 && names.length <= 12 ? `可用：${names.join('、')}。` : '';
};
