import { proveLab } from '#sandbox/grading/prove.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { locale } from '../language.ts';
import { labRoots } from '../roots.ts';

export const lab: Command = {
  help: `millwright lab list            the labs, one line each: slug, status, minutes, title
millwright lab test [SLUG…]    prove labs (all when none is named)

A lab is proved when its untouched start fails, every solution passes twice with different seeds, every wrong answer gets the
message it should, and both languages are complete. The last line is "N passed, N failed".
`,
  async run(words) {
    const { positionals } = readArguments(words, {});
    const [verb, ...slugs] = positionals;
    if (verb === 'list') return list();
    if (verb === 'test') return test(slugs);
    throw new UsageError(`millwright lab needs "list" or "test"${verb === undefined ? '' : `, not "${verb}"`}.`);
  },
};

function list(): number {
  const { labs, problems } = loadLabs(labRoots());
  for (const [slug, { definition, text }] of labs) {
    console.log(`${slug}\t${definition.status}\t${definition.minutes} min\t${text[locale].title}`);
  }
  for (const { file, line, column, message } of problems) console.error(`${file}:${line}:${column}: ${message[locale]}`);
  return problems.some(({ severity }) => severity === 'error') ? exitCodes.findings : exitCodes.fine;
}

function test(slugs: string[]): number {
  const { labs, problems } = loadLabs(labRoots());
  const unknown = slugs.filter((slug) => !labs.has(slug) && !problems.some(({ file }) => file.includes(`/${slug}/`)));
  if (unknown.length > 0) throw new UsageError(`There is no lab called ${unknown.join(', ')}. See: millwright lab list`);
  const wanted = (slug: string) => slugs.length === 0 || slugs.includes(slug);
  let passed = 0;
  let failed = 0;
  for (const problem of problems) {
    const concerned = slugs.length === 0 || slugs.some((slug) => problem.file.includes(`/${slug}/`));
    if (!concerned) continue;
    console.log(`${problem.file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message[locale]}`);
    if (problem.severity === 'error') failed += 1;
  }
  for (const [slug, found] of labs) {
    if (!wanted(slug)) continue;
    for (const { name, ok, detail } of proveLab(found)) {
      console.log(`${ok ? 'ok  ' : 'FAIL'} ${slug}: ${name[locale]}${detail === null ? '' : `\n     ${detail[locale]}`}`);
      if (ok) passed += 1;
      else failed += 1;
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? exitCodes.fine : exitCodes.findings;
}
