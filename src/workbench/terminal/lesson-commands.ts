/**
 * Commands that a lesson's `:::try` wants run in the terminal: kept until a terminal is there, typed as a reader would type them. What
 * stands on the cursor's line tells what the keys would meet there.
 */

/** What a terminal would do with what is typed now. */
export type PromptState =
  /** A prompt with nothing behind it. */
  | 'free'
  /** Something half typed, or the first lines of a command that is not whole yet. */
  | 'begun'
  /** A command runs. */
  | 'busy';

export interface LessonCommands {
  lines: readonly string[];
  /** They are typed; `met` is what they met. */
  typed: (met: PromptState) => void;
}

const ctrlC = '\u0003';

/** `line`: all that stands on the cursor's line, also where it is broken over several rows. */
export function promptState(line: string): PromptState {
  const prompt = /^trainee@[^:]+:.*?\$(?: (.*))?$/.exec(line);
  if (prompt) return (prompt[1] ?? '').trim() === '' ? 'free' : 'begun';
  return /^>( |$)/.test(line) ? 'begun' : 'busy';
}

/** The keys that run them. What is half typed is given up; what runs is left to end, and they wait behind it. */
export const keysFor = (lines: readonly string[], met: PromptState): string =>
  `${met === 'begun' ? ctrlC : ''}${lines.map((line) => `${line}\r`).join('')}`;

/** From the lesson to the terminal. */
export class CommandDesk {
  #wanted: LessonCommands | null = null;
  #terminal: ((commands: LessonCommands) => void) | null = null;

  run(commands: LessonCommands): void {
    if (this.#terminal) this.#terminal(commands);
    else this.#wanted = commands;
  }

  /** A terminal that can be typed into is there; it gets what waits. Returns the way out. */
  attach(terminal: (commands: LessonCommands) => void): () => void {
    this.#terminal = terminal;
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted) terminal(wanted);
    return () => {
      if (this.#terminal === terminal) this.#terminal = null;
    };
  }
}
