/** The language service as the browser has it: what it weighs, and how long a keystroke in a large file takes. */
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { analyse } from '#sandbox/iec61131/service/analysis.ts';

const LINES = 5000;

/** A unit of ordinary work: declarations, a timer, a loop, a CASE. */
const block = (n: number): string => `FUNCTION_BLOCK Valve${n}
VAR_INPUT
  Open, Close : BOOL; // commands
  Limit : REAL := 3.5;
END_VAR
VAR_OUTPUT
  Q : BOOL;
  Fault : BOOL;
END_VAR
VAR
  t : TON;
  count, i : INT;
  level : ARRAY[0..9] OF REAL;
END_VAR
t(IN := Open AND NOT Close, PT := T#2s);
IF t.Q THEN
  count := count + 1;
  FOR i := 0 TO 9 DO
    level[i] := level[i] * 0.9 + Limit;
  END_FOR;
ELSIF Close THEN
  count := 0;
END_IF;
CASE count OF
  0: Q := FALSE;
  1..5: Q := TRUE;
ELSE
  Fault := count > 10;
END_CASE;
END_FUNCTION_BLOCK
`;

/** Bytes of a browser's worker after minifying and gzip: what is loaded at once, and what only when asked for. */
async function weigh(): Promise<{ atOnce: number; later: Record<string, number> }> {
  const built = await build({
    root: new URL('../..', import.meta.url).pathname,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: { entry: 'src/workbench/program/language-worker.ts', formats: ['es'], fileName: 'worker' },
    },
  });
  const chunks = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  let atOnce = 0;
  const later: Record<string, number> = {};
  for (const chunk of chunks) {
    if (chunk.type !== 'chunk') continue;
    const size = gzipSync(chunk.code).length;
    if (chunk.isDynamicEntry) later[chunk.name] = size;
    else atOnce += size;
  }
  return { atOnce, later };
}

/** Milliseconds from a changed text to its findings, median of many keystrokes. */
function keystrokes(): { lines: number; median: number; best: number; worst: number } {
  let text = '';
  for (let n = 0; text.split('\n').length < LINES; n++) text += block(n);
  const at = text.indexOf('count := count', Math.floor(text.length / 3));
  const times: number[] = [];
  for (let n = 0; n < 60; n++) {
    const typed = `${text.slice(0, at)}${'x'.repeat(n % 3)}${text.slice(at)}${' '.repeat(n)}`;
    const begun = performance.now();
    analyse([{ name: 'main.st', text: typed }]);
    times.push(performance.now() - begun);
  }
  // The first few run before the machine has compiled us.
  const warm = times.slice(10).sort((a, b) => a - b);
  return { lines: text.split('\n').length, median: warm[warm.length >> 1]!, best: warm[0]!, worst: warm.at(-1)! };
}

export async function measureLanguageService(): Promise<void> {
  const { lines, median, best, worst } = keystrokes();
  console.log(
    `language service: findings after a keystroke in ${lines} lines: median ${median.toFixed(1)} ms, best ${best.toFixed(1)}, worst ${worst.toFixed(1)} (goal: 50)`,
  );
  const { atOnce, later } = await weigh();
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
  const more = Object.entries(later).map(([name, size]) => `${name} ${kilobytes(size)}`);
  console.log(`language service: ${kilobytes(atOnce)} gzip at once (goal: 150); later: ${more.join(', ')}`);
}

if (import.meta.main) await measureLanguageService();
