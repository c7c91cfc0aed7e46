/** A process of its own: prints, as JSON, the files below `root` that Node loads or reads until a page of every kind is rendered. */
import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '..', '..', '..');
const files = new Set<string>();
const note = (path: string): void => {
  if (path.startsWith(root + sep) && path !== import.meta.filename) files.add(path.slice(root.length + 1).replaceAll(sep, '/'));
};

registerHooks({
  load(url, context, load) {
    if (url.startsWith('file:')) note(fileURLToPath(url));
    return load(url, context);
  },
});
const { readFileSync } = fs;
const watched = ((path: fs.PathOrFileDescriptor, options: undefined) => {
  if (path instanceof URL) note(fileURLToPath(path));
  else note(String(path));
  return readFileSync(path, options);
}) as typeof readFileSync;
fs.readFileSync = watched;
syncBuiltinESMExports();

const { diagnosticPages } = await import('../../../src/content/diagnostic-pages.ts');
await import('../../../src/content/kept-pages.ts');
const { renderMarkdown } = await import('../../../src/content/markdown.ts');
const glossary = [{ id: 'rung', see: [], hover: true, en: { term: 'rung', text: 'A line of a ladder.', also: [] } }];
const render = (text: string, folder = ''): unknown =>
  renderMarkdown({ text, locale: 'en', file: 'reference/a.en.md', figures: { folder, href: '' }, glossary });
// With a drawing, questions, steps and program text; and one that the compiler makes.
const folder = join(root, 'content', 'reference');
render(fs.readFileSync(join(folder, 'scenes.en.md'), 'utf8'), folder);
render(':::quiz{id=a kind=number vars="b = 1..2"}\n{b}?\n\n- [x] `b * 2`\n:::\n\n:::step[One]{check=one}\nDo.\n:::\n');
render(diagnosticPages()[0]!.markdown('en'));
console.log(JSON.stringify([...files]));
