/** The words of a lab's editor: the page sends them along in the reader's language, out of the site's table. */
export const labEditorWords = [
  'author.lab.files',
  'author.lab.new-file',
  'author.lab.new-file.name',
  'author.lab.new-file.about',
  'author.lab.rename',
  'author.lab.delete',
  'author.lab.delete.sure',
  'author.lab.create',
  'author.lab.cancel',
  'author.lab.save',
  'author.lab.saving',
  'author.lab.saved',
  'author.lab.unsaved',
  'author.lab.unsaved.mark',
  'author.lab.loading',
  'author.lab.editor',
  'author.lab.picture',
  'author.lab.preview',
  'author.lab.findings',
  'author.lab.findings.none',
  'author.lab.findings.looking',
  'author.lab.error',
  'author.lab.reference',
  'author.lab.warning',
  'author.lab.panel',
  'author.lab.conflict',
  'author.lab.conflict.gone',
  'author.lab.conflict.theirs',
  'author.lab.conflict.mine',
  'author.lab.conflict.take',
  'author.lab.conflict.keep',
  'author.lab.test',
  'author.lab.test.begin',
  'author.lab.test.again',
  'author.lab.test.end',
  'author.lab.test.none',
  'author.lab.test.unsaved',
  'author.lab.test.running',
  'author.lab.test.busy',
  'author.lab.test.outdated',
  'author.lab.test.done',
  'author.lab.test.not-proved',
  'author.lab.test.no-lab',
  'author.lab.test.too-long',
  'author.lab.test.stopped',
  'author.lab.test.failed',
  'author.lab.test.proved',
  'author.lab.test.unproved',
] as const;

type Word = (typeof labEditorWords)[number];
export type LabEditorTable = Readonly<Record<Word, string>>;
export type LabEditorWords = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

export const wordsFrom =
  (table: LabEditorTable): LabEditorWords =>
  (word, values = {}) =>
    table[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
