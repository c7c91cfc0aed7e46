/**
 * The programs of `programs/` against the same programs written by hand in C (`c/`) at `gcc -O2`: nanoseconds per scan and their ratio,
 * measured in turns in one run. Bounds, fuel and every other check are on. By itself: `node test/bench/against-c.ts [program …]`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoadedProgram } from '#sandbox/controller/loaded-program.ts';
import { allocate } from '#sandbox/controller/region.ts';
import { compile } from '#sandbox/iec61131/index.ts';

const here = import.meta.dirname;
const compiler = 'gcc';
const WARM_SCANS = 1000;
const ROUND_NS = 10_000_000;
const ROUNDS = 31;
const CYCLE_NS = 10_000_000n;
const ENOUGH_FUEL = 1_000_000_000n;

/** Each program and the variable that holds the result both languages are compared by. */
const programs: Record<string, string> = {
  'pid-bank': 'main.check',
  'timers-and-counters': 'main.active',
  'state-machines': 'main.motors',
  sieve: 'main.primes',
  'bubble-sort': 'main.swaps',
  'matrix-product': 'main.check',
  'crc-32': 'main.crc',
  strings: 'main.total',
};

interface Comparison {
  program: string;
  /** Nanoseconds per scan, medians. */
  st: number;
  c: number;
  /** Median of the ratios of neighbouring measurements. */
  ratio: number;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** The compiled program at work, or why there is none. */
function load(name: string): LoadedProgram | string {
  const file = { name: `${name}.st`, text: readFileSync(join(here, 'programs', `${name}.st`), 'utf8') };
  const { program, diagnostics } = compile([file]);
  if (!program) return diagnostics.find(({ severity }) => severity === 'error')?.message.en ?? 'does not compile';
  const [region] = allocate([program.layout.size]);
  if (!region) return 'no region';
  const loaded = new LoadedProgram(program, region, ENOUGH_FUEL);
  loaded.initialise();
  return loaded;
}

function scanner(loaded: LoadedProgram): (scans: number) => number {
  let now = 0n;
  return (scans) => {
    const before = process.hrtime.bigint();
    for (let scan = 0; scan < scans; scan += 1) {
      loaded.time = now;
      now += CYCLE_NS;
      const trap = loaded.runTask(0);
      if (trap) throw new Error(`fault at site ${JSON.stringify(loaded.program.sites[trap.site]?.range)}`);
    }
    return Number(process.hrtime.bigint() - before) / scans;
  };
}

function buildC(name: string, folder: string): string | null {
  const binary = join(folder, name);
  const source = (file: string) => join(here, 'c', `${file}.c`);
  const made = spawnSync(compiler, ['-O2', '-o', binary, source(name), source('harness')], { encoding: 'utf8' });
  if (made.error) return null;
  if (made.status !== 0) throw new Error(`c/${name}.c: ${made.stderr}`);
  return binary;
}

function runC(binary: string, scans: number): { result: number; ns: number } {
  const { stdout } = spawnSync(binary, [`${WARM_SCANS}`, `${scans}`], { encoding: 'utf8' });
  const [result = Number.NaN, ns = Number.NaN] = stdout.trim().split('\n').map(Number);
  return { result, ns };
}

function compareOne(name: string, folder: string, print: (line: string) => void): Comparison | null {
  const loaded = load(name);
  if (typeof loaded === 'string') {
    print(`${name.padEnd(24)} not measured: ${loaded}`);
    return null;
  }
  const run = scanner(loaded);
  run(WARM_SCANS);
  const cell = loaded.cell(programs[name] ?? '');
  if (!cell) throw new Error(`${name} has no ${programs[name]}`);
  const result = Number(loaded.read(cell));
  const binary = buildC(name, folder);
  if (binary === null) {
    print(`${name.padEnd(24)} not measured: gcc is absent`);
    return null;
  }
  const probe = runC(binary, 10);
  if (probe.result !== result) throw new Error(`${name}: ST gives ${result}, C gives ${probe.result}`);
  const scans = Math.max(10, Math.ceil(ROUND_NS / run(200)));
  // Until the engine's optimising compiler has replaced the code.
  for (let warm = 0; warm < 10; warm += 1) run(scans);
  const st: number[] = [];
  const c: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    c.push(runC(binary, scans).ns);
    st.push(run(scans));
  }
  // Of each pair, because two measurements that follow each other meet the same neighbours on the machine.
  const ratio = median(st.map((ns, round) => ns / (c[round] ?? Number.NaN)));
  const figures = { program: name, st: median(st), c: median(c), ratio };
  print(
    `${name.padEnd(24)} ${figures.st.toFixed(0).padStart(10)} ns ${figures.c.toFixed(0).padStart(10)} ns ${figures.ratio.toFixed(2).padStart(8)}`,
  );
  return figures;
}

/** Prints a line per program and the geometric mean of the ratios; answers what was measured. */
export function againstC(only: readonly string[] = [], print: (line: string) => void = console.log): Comparison[] {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-bench-'));
  try {
    print(`${'scan of'.padEnd(24)} ${'ST'.padStart(13)} ${'C, gcc -O2'.padStart(13)} ${'ratio'.padStart(8)}`);
    const measured = Object.keys(programs)
      .filter((name) => only.length === 0 || only.includes(name))
      .map((name) => compareOne(name, folder, print))
      .filter((comparison) => comparison !== null);
    const mean = Math.exp(measured.reduce((sum, { ratio }) => sum + Math.log(ratio), 0) / measured.length);
    print(`${'geometric mean'.padEnd(24)} ${''.padStart(27)} ${mean.toFixed(2).padStart(8)}   (${measured.length} programs)`);
    return measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) againstC(process.argv.slice(2));
