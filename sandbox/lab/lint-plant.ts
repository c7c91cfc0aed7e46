/** What the compiler says of plant.st, and which component of the library was probably meant by a name that it does not know. */
import type { Diagnostic, LocalizedText } from '../iec61131/diagnostics.ts';
import { libraryFiles } from '../plant/library.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Lab, LabProblem } from './lab.ts';

/** There is no type of this name; with a name of the language that is near. */
const unknownType: ReadonlySet<string> = new Set(['ST2003', 'ST2004']);

export function lintPlant(lab: Lab, diagnostics: readonly Diagnostic[], problems: LabProblem[]): void {
  for (const { code, severity, range, message } of diagnostics) {
    if (severity !== 'error' && severity !== 'warning') continue;
    const named = range.file === lab.plant.name && unknownType.has(code) ? lab.plant.text.slice(range.start, range.end) : null;
    const told = named === null ? message : unknownComponent(named, message);
    problems.push({ file: range.file, line: range.line, column: range.column, severity, message: told });
  }
}

function unknownComponent(name: string, otherwise: LocalizedText): LocalizedText {
  const components = libraryFiles().flatMap(({ text }) => /^FUNCTION_BLOCK\s+(\w+)/m.exec(text)?.[1] ?? []);
  const near = didYouMean(name, components);
  if (near) {
    return {
      en: `There is no component \`${name}\`. Did you mean \`${near}\`?`,
      'zh-CN': `没有组件 \`${name}\`。是否想写 \`${near}\`？`,
    };
  }
  return {
    en: `${otherwise.en} The components of the library are listed in content/reference/plant-components.en.md.`,
    'zh-CN': `${otherwise['zh-CN']}组件库中的组件见 content/reference/plant-components.zh-CN.md。`,
  };
}
