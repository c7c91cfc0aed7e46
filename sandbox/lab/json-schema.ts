/** The JSON Schema of `lab.yaml` as an author writes it, for editors: `labs/lab.schema.json` holds its text. */
import { z } from 'zod';
import type { Explained, KeyNode } from './key-anchor.ts';
import { labSchema } from './schema.ts';

export function labJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(labSchema, { io: 'input', unrepresentable: 'any' });
}

let known: KeyNode | null = null;

/** What explains the keys of lab.yaml. */
export const labExplained: Explained = {
  page: 'lab-format',
  prefix: '',
  // As JSON Schema it is wider than what zod is known to write for our formats.
  schema: () => (known ??= labJsonSchema() as KeyNode),
};
