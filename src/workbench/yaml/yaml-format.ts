/** A kind of file in YAML that the editor helps with: its schema, and what only its trade knows. */
import type { FileSchema } from '#sandbox/lab/file-schema.ts';
import type { Locale } from '../props.ts';
import type { Offer } from './offers.ts';
import type { Pointed, YamlPath, YamlPlace } from './yaml-place.ts';

export interface YamlFormat {
  schema: FileSchema;
  locale: Locale;
  /** A description of the schema in the reader's language. */
  describe(sentence: string): string;
  /** Where an entry is checked later than the schema says: what it is then; `null` elsewhere. */
  instead?(path: YamlPath): FileSchema[] | null;
  /** Whole entries at once, where a new one begins. */
  entries?(place: YamlPlace): Offer[];
  /** Keys that the file itself gives. */
  ownKeys?(place: YamlPlace): string[];
  /** Values that only the file, the rig or the trade knows. */
  values(path: YamlPath, data: unknown, schemas: readonly FileSchema[]): Offer[];
  /** What is known of a value that is pointed at: Markdown, a paragraph each. */
  explain?(pointed: Pointed): string[];
}
