/** What a running program says about a ladder diagram, for whoever paints it. */
import type { ElementPath } from '#sandbox/iec61131/diagrams/ladder.ts';

export interface LiveOperand {
  /** As it is shown, with its unit. */
  text: string;
  value: boolean | number | string | bigint;
  forced: boolean;
}

export interface LadderLive {
  /** Calls back when something may have changed, once a frame at most, and once at the beginning. Answers how to leave. */
  subscribe(changed: () => void): () => void;
  /** Whether the element let power through in the scan that is shown; undefined: not known. */
  flow(path: ElementPath): boolean | undefined;
  /** What an expression is in the scan that is shown: a variable, or `Delay.ET` of an instance; undefined: not known. */
  value(expression: string): LiveOperand | undefined;
}
