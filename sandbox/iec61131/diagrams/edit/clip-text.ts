/** What was copied as text, in the form of files: it goes through any clipboard, to another tab, into a message, and back. */
import { printNetworks } from '../print-ladder.ts';
import { readLadder } from '../read-ladder.ts';
import type { Clip } from './acts.ts';

/** Tells a row of elements from a network of its own. */
const ROW = '# elements of a ladder\n';

export const clipText = (clip: Clip): string =>
  'networks' in clip ? printNetworks(clip.networks) : `${ROW}${printNetworks([{ rung: clip.elements }])}`;

/** Of a text from anywhere; of a whole file its networks. `null`: this is no ladder, or one with mistakes. */
export function readClip(text: string): Clip | null {
  const plain = text.replace(/\r\n?/g, '\n');
  const isFile = /^(?:program|function-block|function):/m.test(plain);
  if (!isFile && !/^networks:/m.test(plain)) return null;
  const { pou, diagnostics } = readLadder({ name: 'clipboard', text: isFile ? plain : `program: clipboard\n${plain}` });
  if (pou === null || pou.networks.length === 0 || diagnostics.some(({ severity }) => severity === 'error')) return null;
  const [first] = pou.networks;
  return plain.startsWith(ROW) && first ? { elements: first.rung } : { networks: pou.networks };
}
