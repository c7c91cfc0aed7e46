/** The JSON Schema of `lab.yaml` as an author writes it, for editors: `labs/lab.schema.json` holds its text. */
import { z } from 'zod';
import { labSchema } from './schema.ts';

export function labJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(labSchema, { io: 'input', unrepresentable: 'any' });
}
