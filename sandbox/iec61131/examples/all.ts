/** Every diagnostic's example, by code. */

import type { ExampleRecord } from './example.ts';
import { adviceExamples } from './of-advice.ts';
import { callExamples } from './of-calls.ts';
import { configurationExamples } from './of-configuration.ts';
import { ladderExamples } from './of-ladder.ts';
import { nameExamples } from './of-names.ts';
import { objectExamples } from './of-objects.ts';
import { referenceExamples } from './of-references.ts';
import { syntaxExamples } from './of-syntax.ts';
import { valueExamples } from './of-values.ts';

export const diagnosticExamples: Readonly<Record<string, ExampleRecord>> = {
  ...syntaxExamples,
  ...nameExamples,
  ...objectExamples,
  ...referenceExamples,
  ...valueExamples,
  ...callExamples,
  ...configurationExamples,
  ...adviceExamples,
  ...ladderExamples,
};
