/** How much heap something takes. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const times = 2_000;

/** Bytes of heap for one of what is made, the mean of many that are all kept. */
export function heapBytes(make: () => unknown): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const kept: unknown[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let count = 0; count < times; count += 1) kept.push(make());
  collect();
  const bytes = (process.memoryUsage().heapUsed - before) / times;
  if (kept.length !== times) throw new Error('all are kept until here');
  return bytes;
}
