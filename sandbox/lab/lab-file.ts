/** What lab.yaml may say, for editors: the lab's own schema as JSON Schema, and its sentences in Chinese. */
import schema from '../../labs/lab.schema.json' with { type: 'json' };
import type { Locale } from '../iec61131/diagnostics.ts';
import type { FileSchema } from './file-schema.ts';
import chinese from './schema.zh-CN.json' with { type: 'json' };

// As JSON it is wider than what its writer, zod, is known to write: a test looks at every key of it.
export const labFileSchema = schema as unknown as FileSchema;

const sentences: Readonly<Record<string, string>> = chinese;

/** A description of the schema in the reader's language; the English one where the table lacks it (a test holds it complete). */
export const describeLab = (sentence: string, locale: Locale): string =>
  locale === 'zh-CN' ? (sentences[sentence] ?? sentence) : sentence;
