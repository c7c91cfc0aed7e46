/** The JSON Schema of `gateway.yaml` as a person writes it, for editors: `gateway.schema.json` beside this file holds its text. */
import { z } from 'zod';
import { gatewaySchema } from './schema.ts';

export function gatewayJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(gatewaySchema, { io: 'input', unrepresentable: 'any' });
}
