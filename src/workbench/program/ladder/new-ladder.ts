/** What a new ladder file begins with: a POU that compiles, named after its file, with one rung to draw on. */
import type { LadderPou } from '#sandbox/iec61131/diagrams/ladder.ts';
import { printLadder } from '#sandbox/iec61131/diagrams/print-ladder.ts';

export const pouKinds = ['PROGRAM', 'FUNCTION_BLOCK', 'FUNCTION'] as const satisfies readonly LadderPou['pou'][];

export function newLadder(pou: LadderPou['pou'], file: string): string {
  const name = identifierOf(file.replace(/\.ld$/i, ''));
  return printLadder({
    pou,
    name,
    ...(pou === 'FUNCTION' ? { result: 'BOOL' } : {}),
    declarations: '',
    networks: [{ rung: [] }],
  });
}

/** Letters, digits and single underscores, a letter first (IEC 61131-3, clause 6.1.2). */
function identifierOf(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '');
  return /^[A-Za-z]/.test(plain) ? plain : ['POU', plain].filter((part) => part !== '').join('_');
}
