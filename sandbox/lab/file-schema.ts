/** As much of JSON Schema (2020-12) as the schemas of our files use. */
export interface FileSchema {
  type?: string;
  description?: string;
  examples?: readonly unknown[];
  default?: unknown;
  const?: unknown;
  enum?: readonly unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  required?: readonly string[];
  properties?: Readonly<Record<string, FileSchema>>;
  additionalProperties?: FileSchema | boolean;
  items?: FileSchema;
  prefixItems?: readonly FileSchema[];
  oneOf?: readonly FileSchema[];
  anyOf?: readonly FileSchema[];
}
