/** Where a program declares a variable at an address, and where it uses that variable: for the way from a terminal to the text. */

export interface Use {
  file: string;
  /** Both count from 1. */
  line: number;
  column: number;
  /** The line, without the space around it. */
  text: string;
  kind: 'declared' | 'used';
}

/** More than anybody follows. */
const most = 20;

/** `address` as the lab writes it; the program may leave out the X and write in any case. Declarations come first. */
export function usesOf(address: string, files: readonly { name: string; text: string }[]): Use[] {
  const clean = files.map(({ name, text }) => ({ name, lines: text.split('\n'), code: withoutComments(text).split('\n') }));
  const pattern = new RegExp(`${address.replace(/^%([IQM])X/i, '%$1X?').replaceAll('.', '\\.')}(?![\\d.])`, 'i');
  const declared: Use[] = [];
  const names = new Set<string>();
  for (const { name, lines, code } of clean)
    for (const [index, line] of code.entries()) {
      const at = line.search(pattern);
      if (at < 0) continue;
      declared.push({ file: name, line: index + 1, column: at + 1, text: (lines[index] ?? '').trim(), kind: 'declared' });
      const variable = /(\w+)\s+AT\s*$/i.exec(line.slice(0, at))?.[1];
      if (variable) names.add(variable);
    }
  const used = [...names].flatMap((variable) => {
    const word = new RegExp(`(?<![\\w.#])${variable}(?!\\w)`, 'i');
    return clean.flatMap(({ name, lines, code }) =>
      code.flatMap((line, index): Use[] => {
        const at = line.search(word);
        if (at < 0 || declared.some((one) => one.file === name && one.line === index + 1)) return [];
        return [{ file: name, line: index + 1, column: at + 1, text: (lines[index] ?? '').trim(), kind: 'used' }];
      }),
    );
  });
  return [...declared, ...used].slice(0, most);
}

/** Comments become spaces, so that places stay as they are. */
function withoutComments(text: string): string {
  return text.replace(/\/\/[^\n]*|\(\*[\s\S]*?\*\)|\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
}
