/** How much one shell may use. Its process is shared by many. */
import type { BashOptions } from 'just-bash';

/** Of all files together. */
export const fileSystemBytes = 1_000_000;
/** Of what one line prints. */
export const outputBytes = 1_000_000;
/** Milliseconds that work goes on before other shells get their turn. */
export const turn = 25;

/** On top of just-bash's own `hardened` ones. */
export const executionLimits: NonNullable<BashOptions['executionLimits']> = {
  maxCommandCount: 5_000,
  maxLoopIterations: 5_000,
  maxSourceBytes: 200_000,
  maxOutputSize: outputBytes,
  maxStringLength: 1_000_000,
  maxHeredocSize: 200_000,
  maxFileSystemBytes: fileSystemBytes,
  maxArchiveBytes: fileSystemBytes,
  maxLiveBytes: 32_000_000,
  maxInputBytes: 32_000_000,
  maxArrayElements: 20_000,
  // A ping may run for long; what computes is bounded by the figures above.
  maxExecutionTimeMs: 4 * 3_600_000,
  maxExtensionCleanupTimeMs: 100,
};
