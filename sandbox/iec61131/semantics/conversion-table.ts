/** Which of the conversions X_TO_Y there are. IEC 61131-3, Tables 22 to 27. */
import { classOf, widens } from './elementary.ts';
import type { ElementaryName } from './types.ts';

/** Whether X_TO_Y exists between two elementary types: dates know only dates and counts, characters only characters and codes. */
export function conversionExists(from: ElementaryName, to: ElementaryName): boolean {
  if (from === to || widens(from, to)) return true;
  const a = classOf(from);
  const b = classOf(to);
  const calendar = (kind: string): boolean => kind === 'date' || kind === 'clock' || kind === 'moment';
  if (a === 'character' || b === 'character') {
    const other = a === 'character' ? b : a;
    return other === 'character' || other === 'bits' || other === 'signed' || other === 'unsigned';
  }
  if (calendar(a) && calendar(b)) return a === b || a === 'moment' || (a === 'date' && b === 'moment');
  if (calendar(a) || calendar(b)) {
    const other = calendar(a) ? b : a;
    if (other === 'duration') return a === 'clock' || b === 'clock';
    return other !== 'bool' && other !== 'real';
  }
  return true;
}
