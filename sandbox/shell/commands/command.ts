/** A network tool as the terminal knows it: what its words mean, and how it tells what was found. The tool itself runs in the rig. */
import type { ToolOrder, ToolRecord } from '../../wire/tools.ts';
import type { Locale, Text } from '../messages.ts';
import type { Given, Option } from '../options.ts';

/** What a command may use besides its words. */
export interface Desk {
  locale: Locale;
  /** Calendar time of logical time 0, in milliseconds since 1970. */
  epochMs: number;
  /** What was piped into it. */
  input: string;
  /** A file of the terminal. @throws Teach when it cannot be read. */
  read(path: string): Promise<string>;
}

/** Something to print, or to write into a file of the terminal. */
export interface Said {
  out?: string;
  err?: string;
  file?: { path: string; bytes: Uint8Array };
  /** In place of the tool's own exit code. */
  exit?: number;
  /** It has what it wanted: the tool is interrupted. */
  stop?: boolean;
}

/** A command that was understood. */
export interface Errand {
  order: ToolOrder;
  /** Printed before anything was found. */
  head?: Said;
  record(record: ToolRecord): Said;
  /** After the last record. */
  end?(exit: number): Said;
}

export interface NetworkCommand {
  name: string;
  synopsis: readonly string[];
  about: Text;
  options: readonly Option[];
  examples: readonly string[];
  /** Words that may stand at the place of the first operand, for completion. */
  subcommands?: readonly string[];
  /** @throws Teach when the words make no order. */
  begin(given: Given, desk: Desk): Errand | Promise<Errand>;
}

export const nothing: Said = {};
export const out = (text: string): Said => ({ out: text });
export const err = (text: string): Said => ({ err: text });

/** Of the sentences in a record the one for this reader. */
export const worded = (text: Text, { locale }: Desk): string => text[locale];
