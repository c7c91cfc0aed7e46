/** What every command of the command line has in common. */
import { readFileSync } from 'node:fs';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { SourceFile } from '#sandbox/iec61131/diagnostics.ts';

export const exitCodes = { fine: 0, findings: 1, usage: 2 } as const;

/** The person at the keyboard asked for something that does not exist; told in one sentence, exit code 2. */
export class UsageError extends Error {
  /** Where to read on; `null` when the message says it. */
  readonly next: string | null = 'See: millwright --help';
}

export interface Command {
  help: string;
  run(words: string[]): Promise<number>;
}

/** `node:util`'s parseArgs, with its complaints as usage errors. */
export function readArguments<const Options extends ParseArgsOptionsConfig>(words: string[], options: Options) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Reads source files in the order given; `-` is standard input. */
export function readSources(paths: string[]): SourceFile[] {
  if (paths.length === 0) throw new UsageError('Name at least one file, or - for standard input.');
  if (paths.filter((path) => path === '-').length > 1) throw new UsageError('Standard input can be read once: name - only once.');
  return paths.map((path) => {
    try {
      return path === '-'
        ? { name: 'stdin.st', text: readFileSync(0, 'utf8') }
        : { name: path, text: readFileSync(path, 'utf8') };
    } catch (error) {
      throw new UsageError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}
