import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';

/** The academy's database cannot be used: one sentence for whoever starts the server, without the password. */
export class DatabaseError extends Error {
  readonly sentence: LocalizedText;
  constructor(sentence: LocalizedText, options?: ErrorOptions) {
    super(sentence.en, options);
    this.sentence = sentence;
  }
}
