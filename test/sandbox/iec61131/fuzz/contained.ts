/** Compiles any text, and runs what compiles between two guarded stretches of memory. */
import { expect } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { RunningProgram } from '../running-program.ts';

const BASE = 8192;
const FUEL = 3000n;

/** TRUE when the text was a program and ran. */
export function isContained(text: string, options: { stepping?: boolean } = {}): boolean {
  const { program, diagnostics } = compile([{ name: 'fuzz.st', text }], { memoryBytes: 1 << 18, ...options });
  for (const { code, message, range } of diagnostics) {
    // ST9000 tells of a mistake of ours that was caught on its way out.
    if (code === 'ST9000') expect.fail(`${code} ${message.en}\n${text}`);
    if (range.start > range.end || range.line < 1 || /\{\w+\}|undefined|\[object/.test(`${message.en}${message['zh-CN']}`))
      expect.fail(`${code} ${message.en} ${JSON.stringify(range)}\n${text}`);
  }
  if (!program) {
    if (!diagnostics.some(({ severity }) => severity === 'error')) expect.fail(`refused without a word\n${text}`);
    return false;
  }
  if (!WebAssembly.validate(program.wasm)) expect.fail(`not a valid module\n${text}`);
  const running = new RunningProgram(program, BASE);
  // A straight pass through a body is charged as a whole when it is entered; it has fewer statements than the text has characters.
  const overdraft = -BigInt(text.length);
  const memory = new Uint8Array(running.memory.buffer);
  const end = BASE + program.layout.size;
  memory.fill(0xa5, 0, BASE);
  memory.fill(0x5a, end);
  for (let scan = 0; scan < 2; scan++)
    for (let task = 0; task < program.tasks.length; task++) {
      running.scan(scan * 10, task, FUEL);
      if (running.global('fuel').value < overdraft) expect.fail(`out of its fuel: ${running.global('fuel').value}\n${text}`);
    }
  if (memory.subarray(0, BASE).some((byte) => byte !== 0xa5) || memory.subarray(end).some((byte) => byte !== 0x5a))
    expect.fail(`out of its region\n${text}`);
  return true;
}
