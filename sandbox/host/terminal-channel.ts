/** What passes between a rig's lab host and its shell, by way of the supervisor: it adds the kept files on the way there and keeps them on the way back. */
import type { FromShell, HomeFile, ShellSettings, Text, ToShell } from '../shell/messages.ts';

/** Lab host to shell. */
export type ToTerminal =
  | ToShell
  /** A new shell in the place of any before it. `why`: what was there has ended, and how. */
  | { type: 'open'; settings: ShellSettings; why: Text | null }
  | { type: 'close' };

/** Shell to lab host. `lost`: its process died, or there is none any more (`forGood`). */
export type FromTerminal = Exclude<FromShell, { type: 'home' }> | { type: 'lost'; forGood: boolean };

export type ToTerminalHost =
  | { type: 'open'; rig: string; settings: ShellSettings; why: Text | null; files: HomeFile[] }
  | { type: 'shell'; rig: string; message: ToShell }
  | { type: 'close'; rig: string };

export type FromTerminalHost = { type: 'ready' } | { type: 'beat' } | { type: 'shell'; rig: string; message: FromShell };
