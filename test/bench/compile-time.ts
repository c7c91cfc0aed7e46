/**
 * How long 30,000 lines of ordinary ST take from text to a module, cold: each measurement is the first compilation of a fresh process.
 * By itself: `node test/bench/compile-time.ts`.
 */
import { spawnSync } from 'node:child_process';
import { compile } from '#sandbox/iec61131/index.ts';

const LINES = 30_000;
const ROUNDS = 5;

/** A block, a function and a program part as people write them, numbered; some forty lines each. */
const part = (n: number): string => `
FUNCTION Scale${n} : REAL
VAR_INPUT raw : INT; low : REAL; high : REAL; END_VAR
  Scale${n} := low + (high - low) * INT_TO_REAL(raw) / 27648.0;
END_FUNCTION

FUNCTION_BLOCK Pump${n}
VAR_INPUT
  start : BOOL;
  stop : BOOL;
  feedback : BOOL;
END_VAR
VAR_OUTPUT
  run : BOOL;
  alarm : BOOL;
  hours : DINT;
END_VAR
VAR
  watchdog : TON;
  minutes : INT;
  history : ARRAY[0..9] OF INT;
  index : INT;
END_VAR
  (* Seal-in, with a watchdog on the feedback. *)
  run := (start OR run) AND NOT stop AND NOT alarm;
  watchdog(IN := run AND NOT feedback, PT := T#3s);
  IF watchdog.Q THEN
    alarm := TRUE;
  ELSIF stop THEN
    alarm := FALSE;
  END_IF;
  IF run THEN
    minutes := minutes + 1;
    IF minutes >= 60 THEN
      minutes := 0;
      hours := hours + 1;
    END_IF;
  END_IF;
  FOR index := 9 TO 1 BY -1 DO
    history[index] := history[index - 1];
  END_FOR;
  history[0] := minutes;
  CASE minutes OF
    0: index := 0;
    1..9: index := 1;
    ELSE index := LIMIT(0, minutes / 6, 9);
  END_CASE;
END_FUNCTION_BLOCK

PROGRAM Station${n}
VAR
  pump : Pump${n};
  level : REAL;
  raw : INT;
  high AT %QX${n}.0 : BOOL;
END_VAR
  level := Scale${n}(raw := raw, low := 0.0, high := 100.0);
  pump(start := level > 80.0, stop := level < 20.0, feedback := pump.run);
  high := level > 90.0 OR pump.alarm;
  raw := raw + 1;
END_PROGRAM
`;

function text(): string {
  const parts: string[] = [];
  let lines = 0;
  for (let n = 0; lines < LINES; n += 1) {
    const next = part(n);
    lines += next.split('\n').length - 1;
    parts.push(next);
  }
  return parts.join('');
}

/** Milliseconds of one cold compilation, in this process. */
function once(): number {
  const source = { name: 'plant.st', text: text() };
  const before = process.hrtime.bigint();
  const { program, diagnostics } = compile([source], { memoryBytes: 16 << 20 });
  const taken = Number(process.hrtime.bigint() - before) / 1e6;
  if (!program) throw new Error(diagnostics.find(({ severity }) => severity === 'error')?.message.en);
  return taken;
}

/** The median of several cold compilations, in milliseconds. */
export function compileTime(): number {
  const taken = Array.from({ length: ROUNDS }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, '--once'], { encoding: 'utf8' });
    const ms = Number(stdout);
    if (!(ms > 0)) throw new Error(stderr);
    return ms;
  });
  return taken.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
}

if (import.meta.main) {
  if (process.argv.includes('--once')) console.log(once());
  else console.log(`${LINES} lines compiled cold in ${compileTime().toFixed(0)} ms`);
}
