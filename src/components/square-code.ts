/** A text as a QR code (ISO/IEC 18004): one SVG path, drawn here so that nothing is asked of anybody. */
import qrcode from 'qrcode';

/** Modules of quiet ground on each side, as the standard asks. */
const quiet = 4;

/** `size`: modules of a side with the quiet ground; `path`: the dark ones. */
export function squareCode(text: string): { size: number; path: string } {
  const { size, data } = qrcode.create(text, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let run = 0;
      while (column + run < size && data[row * size + column + run]) run += 1;
      if (run === 0) continue;
      path += `M${column + quiet} ${row + quiet}h${run}v1h-${run}z`;
      column += run;
    }
  }
  return { size: size + 2 * quiet, path };
}
