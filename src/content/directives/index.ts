/** Every directive that a lesson may use, by name. */
import { note, safety, tryIt } from './aside.ts';
import type { DirectiveKind } from './directive.ts';
import { hint } from './hint.ts';
import { ladder } from './ladder.ts';
import { quiz } from './quiz.ts';
import { signal } from './signal.ts';
import { solution } from './solution.ts';
import { step } from './step.ts';

export const directives: Record<string, DirectiveKind> = { note, safety, try: tryIt, hint, ladder, solution, step, signal, quiz };
