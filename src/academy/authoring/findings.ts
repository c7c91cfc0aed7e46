/** What is wrong in a lab of the draft, as far as reading it tells: as it is saved, or with one of its files as somebody has it open. */
import { join } from 'node:path';
import type { Lab, LabProblem } from '#sandbox/lab/lab.ts';
import { lintLab } from '#sandbox/lab/lint.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { sanitiseScene } from '#sandbox/lab/scene.ts';
import { expandSymbols } from '#sandbox/lab/scene-symbols.ts';
import { labSignals } from '#sandbox/lab/signals.ts';
import { unitPath } from '../library/draft.ts';
import type { Unit } from '../library/unit.ts';

export interface LabLooked {
  /** `null` while mistakes keep it from being read. */
  lab: Lab | null;
  /** At files named as they stand in the lab; by file, line and column. */
  findings: LabProblem[];
  /** The typed drawing as a page shows it, without what a drawing may not contain; `null` of other files. */
  scene: string | null;
  signals: string[];
}

export function lookAt(root: string, unit: Unit, typed?: { name: string; text: string }): LabLooked {
  const { lab, problems } = loadLab(join(root, unitPath(unit)), typed);
  const all = [...problems, ...(lab === null ? [] : lintLab(lab))].map((problem) => ({
    ...problem,
    file: problem.file.replace(`${unitPath(unit)}/`, ''),
  }));
  const told = new Map(
    all.map((problem) => [`${problem.file} ${problem.line} ${problem.column} ${problem.message.en}`, problem]),
  );
  return {
    lab,
    scene: typed?.name.endsWith('.svg') ? sanitiseScene(typed.name, expandSymbols(typed.name, typed.text).source).svg : null,
    signals: lab === null ? [] : [...labSignals(lab).byName.values()].flatMap(({ name }) => (name.includes('.') ? [name] : [])),
    findings: [...told.values()].sort((a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line || a.column - b.column),
  };
}
