/** The standard function blocks as source, and what intrinsics lean on. */
import type { SourceFile } from '../diagnostics.ts';
import { calendar } from './calendar.ts';
import { counters } from './counters.ts';
import { edgesAndLatches } from './edges-and-latches.ts';
import { elementaryFunctions } from './elementary-functions.ts';
import { powerFile } from './power.ts';
import { texts } from './texts.ts';
import { timers } from './timers.ts';

/** Function blocks that every program may use. */
export const libraryFiles: readonly SourceFile[] = [timers, counters, edgesAndLatches];

/** What intrinsics lean on; its functions are never seen by name. */
export const kernelFiles: readonly SourceFile[] = [powerFile, elementaryFunctions, calendar, texts];
