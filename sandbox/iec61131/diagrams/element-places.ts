/** Which element stands at a place of the file, and where an element stands. */
import { type ElementPath, elementsOf } from './ladder.ts';
import type { LadderReading } from './read-ladder.ts';

/** The innermost element whose text holds the offset; its network where it is in no element; `null` outside of all. */
export function pathAt({ networks }: LadderReading, offset: number): ElementPath | null {
  const position = networks.findIndex(({ start, end }) => offset >= start && offset < end);
  const placed = networks[position];
  if (placed === undefined) return null;
  let found: ElementPath = [position];
  for (const { element, path } of elementsOf(placed.network.rung, [position])) {
    const whole = placed.places.get(element)?.whole;
    if (whole !== undefined && offset >= placed.start + whole.start && offset <= placed.start + whole.end) found = path;
  }
  return found;
}

/** The network whose lines hold a line of the file, from 1; `null` outside of all. */
export function networkAtLine(reading: LadderReading, lineStarts: readonly number[], line: number): number | null {
  const start = lineStarts[line - 1];
  const end = lineStarts[line] ?? reading.file.text.length;
  if (start === undefined) return null;
  const position = reading.networks.findIndex((network) => network.start < end && network.end > start);
  return position === -1 ? null : position;
}
