import { Controller } from '#sandbox/controller/controller.ts';
import { formatValue, type Literal, shortestReal } from '#sandbox/controller/literal.ts';
import type { Cell, Value } from '#sandbox/iec61131/codegen/compiled.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { parseDuration } from '#sandbox/lab/schema-words.ts';
import { type Command, exitCodes, readArguments, readSources, UsageError } from '../command.ts';
import { formatDiagnostic, locale } from '../language.ts';
import { VariableNames } from './variable-names.ts';

export const run: Command = {
  help: `millwright run FILE… [--scans N | --for 5s] [--cycle 10ms] [--set NAME=VALUE[@TIME]]… [--watch NAME,…] [--trace] [--json]

Runs a program in logical time, as fast as it can. Several files are one program; FILE may be - for standard input.
A PROGRAM without a CONFIGURATION gets one instance of its own name.

  --scans N               how many scans (default 1); the first is at 0 s
  --for 5s                every scan before this logical time instead: --for 1s at 10 ms is 100 scans
  --cycle 10ms            interval of programs that name no TASK
  --set NAME=VALUE@TIME   write a variable before the first scan at or after TIME (0 s when absent); again for more
  --watch NAME,…          which values to print at the end (default: all)
  --trace                 print watched values whenever a scan changed one
  --json                  one object: {"scans":…,"values":{"NAME":…},"nsPerScan":…}

NAME is instance.variable (main.Motor), a variable alone where that is clear (Motor), or an address (%QX0.0, %QD0);
--watch also takes a block, structure or array, and shows its parts. VALUE is as in Structured Text: TRUE, 12, 16#FF, 1.5, T#2s. In JSON a TIME is text as in the program ("T#1s500ms"), and so is an integer too large
for a JSON number. Exit code 1 when the program does not compile or its controller faults.
`,
  async run(words) {
    const { values: given, positionals } = readArguments(words, {
      scans: { type: 'string' },
      for: { type: 'string' },
      cycle: { type: 'string', default: '10ms' },
      set: { type: 'string', multiple: true, default: [] },
      watch: { type: 'string', multiple: true, default: [] },
      trace: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    if (given.scans !== undefined && given.for !== undefined) throw new UsageError('Give --scans or --for, not both.');
    const scanLimit =
      given.scans === undefined ? (given.for === undefined ? 1 : Number.POSITIVE_INFINITY) : wholeNumber(given.scans);
    const endNs = given.for === undefined ? null : timeOf(given.for, '--for');
    const cycle = timeOf(given.cycle, '--cycle');
    if (cycle <= 0n) throw new UsageError('--cycle must be longer than 0.');
    const settings = given.set.map(settingOf).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

    const { diagnostics, program } = compile(readSources(positionals), { defaultCycle: cycle });
    if (program === null) {
      if (given.json) console.log(JSON.stringify({ ok: false, diagnostics }));
      else for (const diagnostic of diagnostics) console.error(formatDiagnostic(diagnostic));
      return exitCodes.findings;
    }
    if (!given.json) for (const diagnostic of diagnostics) console.error(formatDiagnostic(diagnostic));
    if (program.tasks.every(({ instances }) => instances.length === 0)) {
      const message = {
        en: 'There is nothing to run: no file holds a PROGRAM, or the CONFIGURATION names none. Write PROGRAM main … END_PROGRAM.',
        'zh-CN': '没有可运行的内容：文件中没有 PROGRAM，或 CONFIGURATION 没有指定程序。请写 PROGRAM main … END_PROGRAM。',
      };
      if (given.json) console.log(JSON.stringify({ ok: false, diagnostics, message }));
      else console.error(message[locale]);
      return exitCodes.findings;
    }

    const plc = Controller.alone(program);
    const names = new VariableNames(program, (path) => plc.loaded.cell(path));
    const cellOf = (name: string): Cell => names.scalar(name);
    const watched = watchedCells(given.watch, names) ?? names.all().map((cell) => ({ name: cell.path, cell }));
    const pending = settings.map((setting) => ({ ...setting, cell: cellOf(setting.name) }));

    const trace: { timeNs: bigint; scan: number; name: string; value: Value }[] = [];
    const last = new Map<string, Value>();
    const record = (timeNs: bigint) => {
      for (const { name, cell } of watched) {
        const value = plc.loaded.read(cell);
        if (Object.is(last.get(name), value)) continue;
        last.set(name, value);
        trace.push({ timeNs, scan: plc.scans, name, value });
        if (!given.json) console.log(`${seconds(timeNs)} s  scan ${plc.scans}  ${name} = ${formatValue(value, cell.type)}`);
      }
    };

    let timeNs = plc.nextDue(0n);
    let elapsed = 0n;
    const goesOn = () => plc.mode === 'run' && plc.scans < scanLimit && (endNs === null || timeNs < endNs);
    while (goesOn()) {
      const stepped = timeNs;
      for (let next = pending[0]; next !== undefined && next.at <= timeNs; next = pending[0]) {
        pending.shift();
        const refusal = plc.write(next.cell.path, next.value);
        if (refusal) throw new UsageError(`--set ${next.name}: ${refusal.message[locale]}`);
      }
      // The clock is read around as many scans as possible: reading it costs more than a short scan.
      const stretchEnd = pending[0]?.at ?? null;
      const before = process.hrtime.bigint();
      do {
        plc.step(timeNs, plc.scans);
        timeNs = plc.nextDue(timeNs + 1n);
      } while (!given.trace && goesOn() && (stretchEnd === null || timeNs < stretchEnd));
      elapsed += process.hrtime.bigint() - before;
      if (given.trace) record(stepped);
    }

    const values = Object.fromEntries(watched.map(({ name, cell }) => [name, plc.loaded.read(cell)]));
    const types = new Map(watched.map(({ name, cell }) => [name, cell.type]));
    const nsPerScan = plc.scans === 0 ? 0 : Number(elapsed) / plc.scans;
    if (given.json) {
      const json = (name: string, value: Value) => jsonValue(value, types.get(name) ?? 'LINT');
      console.log(
        JSON.stringify({
          scans: plc.scans,
          values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, json(name, value)])),
          nsPerScan: Math.round(nsPerScan * 10) / 10,
          ...(given.trace
            ? {
                trace: trace.map(({ timeNs, scan, name, value }) => ({
                  t: Number(timeNs) / 1e9,
                  scan,
                  name,
                  value: json(name, value),
                })),
              }
            : {}),
          ...(plc.fault ? { fault: plc.fault } : {}),
        }),
      );
    } else {
      for (const { name, cell } of watched) console.log(`${name} = ${formatValue(plc.loaded.read(cell), cell.type)}`);
      console.log(`${plc.scans} scan${plc.scans === 1 ? '' : 's'}, ${nsPerScan.toFixed(0)} ns each`);
      if (plc.fault) console.error(`${plc.fault.file}:${plc.fault.line}:${plc.fault.column}: ${plc.fault.message[locale]}`);
    }
    return plc.fault ? exitCodes.findings : exitCodes.fine;
  },
};

interface Setting {
  name: string;
  value: Literal;
  at: bigint;
}

function settingOf(text: string): Setting {
  const match = /^([^=]+?)\s*=\s*([^@]+?)\s*(?:@\s*(.+))?$/.exec(text);
  if (!match?.[1] || !match[2])
    throw new UsageError(`--set ${text}: write NAME=VALUE or NAME=VALUE@TIME, e.g. --set main.Start=TRUE@200ms`);
  return { name: match[1].trim(), value: match[2], at: match[3] === undefined ? 0n : timeOf(match[3], `--set ${text}`) };
}

function watchedCells(lists: string[], variables: VariableNames): { name: string; cell: Cell }[] | null {
  const names = lists
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? null : names.flatMap((name) => variables.watched(name));
}

/** Nanoseconds of `200ms`, `1m30s` or `T#1s500ms`. */
function timeOf(text: string, option: string): bigint {
  const parts = text
    .trim()
    .replace(/^(T|TIME)#/i, '')
    .replaceAll('_', '')
    .toLowerCase();
  let total = 0n;
  let rest = parts;
  while (rest !== '') {
    const match = /^\d+(?:\.\d+)?(us|ms|min|s|m|h)/.exec(rest);
    const value = match === null ? null : parseDuration(match[1] === 'm' ? match[0].replace(/m$/, 'min') : match[0]);
    if (match === null || value === null)
      throw new UsageError(`${option}: "${text}" is not a time; write e.g. 200ms, 5s or T#1m30s.`);
    total += value;
    rest = rest.slice(match[0].length);
  }
  if (parts === '') throw new UsageError(`${option}: give a time, e.g. 200ms or 5s.`);
  return total;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new UsageError(`--scans ${text}: give a whole number, 0 or more.`);
  return value;
}

const seconds = (timeNs: bigint): string => (Number(timeNs) / 1e9).toFixed(3);

function jsonValue(value: Value, type: Cell['type']): boolean | number | string | null {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return formatValue(value, type);
    return type === 'REAL' ? shortestReal(value) : value;
  }
  // Durations, dates and times of day as their literals.
  if (type !== 'LINT' && type !== 'ULINT' && type !== 'LWORD') return formatValue(value, type);
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}
