/**
 * What a shell and its rig's host say to each other. Both ends are ours and start together, so these are types, not schemas; the text that
 * a trainee types is data all the way.
 */
import type { GatewayProblem, GatewayReport } from '../wire/gateway.ts';
import type { ToolOrder, ToolRecord } from '../wire/tools.ts';

export type Locale = 'en' | 'zh-CN';
export type Text = Record<Locale, string>;

/** A file of the home directory; its path is relative to it, with `/` between folders. */
export interface HomeFile {
  path: string;
  bytes: Uint8Array;
}

/** What a new shell must know. */
export interface ShellSettings {
  locale: Locale;
  columns: number;
  rows: number;
  /** Name of the host that the terminal stands on, for the prompt. */
  host: string;
  /** Hosts that have a name, for completion and /etc/hosts. */
  hosts: { name: string; address: string }[];
  /** Calendar time of the rig's logical time 0, in milliseconds since 1970. */
  epochMs: number;
}

/** What `gateway` asks of the rig's gateway. */
export type GatewayQuestion = { do: 'status' | 'logs' | 'show' } | { do: 'validate' | 'reload'; text: string };

export type GatewayAnswer =
  | { kind: 'report'; report: GatewayReport }
  | { kind: 'text'; text: string }
  /** `taken`: nothing stood against it. */
  | { kind: 'problems'; problems: GatewayProblem[]; taken: boolean }
  /** It could not be asked. */
  | { kind: 'none'; message: Text };

export type ToShell =
  | { type: 'input'; text: string }
  | { type: 'resize'; columns: number; rows: number }
  /** What it says from now on is said in this language, to whoever looks. */
  | { type: 'language'; locale: Locale }
  | { type: 'news'; call: number; records: ToolRecord[]; exit: number | null }
  /** The rig did not begin the tool. */
  | { type: 'refused'; call: number; message: Text }
  | { type: 'gateway'; request: number; answer: GatewayAnswer }
  /** A line for the trainee to read. `toolsEnd`: tools under way have ended with it. */
  | { type: 'notice'; text: Text; toolsEnd: boolean };

export type FromShell =
  | { type: 'print'; text: string }
  | { type: 'order'; call: number; order: ToolOrder }
  | { type: 'interrupt'; call: number }
  | { type: 'gateway'; request: number; question: GatewayQuestion }
  /** All files of the home directory: some have changed. */
  | { type: 'home'; files: HomeFile[] };
