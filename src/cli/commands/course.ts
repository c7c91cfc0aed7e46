import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesOfCourse, labsOf } from '#academy/library/archive/course-archive.ts';
import { type ImportFinding, importCourse } from '#academy/library/archive/import-course.ts';
import { archiveLimits } from '#academy/library/archive/limits.ts';
import { reasons } from '#academy/library/archive/reasons.ts';
import { writeArchive } from '#academy/library/archive/write-archive.ts';
import { loadCourses } from '#content/lessons.ts';
import { contentRoots } from '#content/roots.ts';
import { didYouMean } from '#sandbox/lab/did-you-mean.ts';
import { labFolders } from '#sandbox/lab/load.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { locale } from '../language.ts';
import { alsoLookIn, labRoots, writableRoot } from '../roots.ts';
import { shown } from '../skeleton.ts';
import { lintRoot } from '../trial-process.ts';

export const course: Command = {
  help: `millwright course export SLUG FILE.zip [--in DIR]             a course, its figures and the labs it uses, as one archive
millwright course import FILE.zip [--in DIR] [--replace]      bring such an archive in

An import is read and linted as a whole before anything is written, and stands in its place all at once or not at all. Files that
cannot be taken are told one by one.

  --in DIR    a folder with labs/ and content/ below it; unless given, the last one named in MILLWRIGHT_CONTENT, else the clone
  --replace   of an import: what stands there under the same names is replaced

Exit code 0 when it was done, 1 when the archive was refused, 2 when something named does not exist.
`,
  async run(words) {
    const { values, positionals } = readArguments(words, {
      in: { type: 'string' },
      replace: { type: 'boolean', default: false },
    });
    const [verb, ...named] = positionals;
    alsoLookIn(values.in);
    if (verb === 'export') return exportCourse(named);
    if (verb === 'import') return bringIn(named, values.replace);
    throw new UsageError(`millwright course needs "export" or "import"${verb === undefined ? '' : `, not "${verb}"`}.`);
  },
};

async function exportCourse([slug, file, ...rest]: string[]): Promise<number> {
  if (slug === undefined || file === undefined || rest.length > 0)
    throw new UsageError(
      'millwright course export needs a course and a file, e.g. millwright course export first-scan first-scan.zip.',
    );
  if (existsSync(file))
    throw new UsageError(`${file} exists already, and was not touched. Name another file, or remove it first.`);
  const library = loadCourses(contentRoots());
  const slugs = library.courses.map((one) => one.slug);
  const found = contentRoots().findLast((root) => existsSync(join(root, slug, 'course.yaml')));
  if (found === undefined || !slugs.includes(slug)) {
    const near = didYouMean(slug, slugs);
    throw new UsageError(`There is no course ${slug}.${near ? ` Did you mean ${near}?` : ''} There are: ${slugs.join(', ')}.`);
  }
  const folders = labFolders(labRoots());
  const labs = labsOf(library, slug);
  const missing = labs.filter((lab) => !folders.has(lab));
  if (missing.length > 0) {
    console.error(
      `The lessons name labs that are not there: ${missing.join(', ')}. Run: npx millwright lint ${shown(join(found, slug))}`,
    );
    return exitCodes.findings;
  }
  const files = filesOfCourse({ slug, folder: join(found, slug) }, new Map(labs.map((lab) => [lab, folders.get(lab) ?? ''])));
  const archive = await writeArchive(files);
  writeFileSync(file, archive, { flag: 'wx' });
  console.log(`wrote ${file}: ${files.size} files, ${Math.ceil(archive.byteLength / 1024)} kB`);
  console.log(labs.length === 0 ? 'labs: none' : `labs: ${labs.join(', ')}`);
  return exitCodes.fine;
}

async function bringIn([file, ...rest]: string[], replace: boolean): Promise<number> {
  if (file === undefined || rest.length > 0)
    throw new UsageError(
      'millwright course import needs one file, e.g. millwright course import first-scan.zip --in my-academy.',
    );
  const status = statSync(file, { throwIfNoEntry: false });
  if (!status?.isFile()) throw new UsageError(`There is no file ${file}.`);
  if (status.size > archiveLimits.archive) {
    console.error(`${file}: ${reasons['archive-too-big'][locale]}`);
    return exitCodes.findings;
  }
  const root = writableRoot();
  const outcome = await importCourse(readFileSync(file), { root, replace, lint: (folder) => lintRoot(folder) });
  if (outcome.outcome === 'refused') {
    for (const one of outcome.refused) console.error(`${one.file ?? file}: ${reasons[one.reason][locale]}`);
    console.error('Nothing was written.');
    return exitCodes.findings;
  }
  if (outcome.outcome === 'exists') {
    for (const folder of outcome.folders) console.error(`${shown(join(root, folder))} is there already.`);
    console.error('Nothing was written. Import with --replace to put the archive in its place, or use another folder with --in.');
    return exitCodes.findings;
  }
  if (outcome.outcome === 'mistakes') {
    tell(outcome.findings);
    console.error('Nothing was written. Mend the errors where the course was exported, and export it again.');
    return exitCodes.findings;
  }
  tell(outcome.warnings);
  console.log(`wrote ${outcome.files} files below ${shown(root)}`);
  console.log([`course: ${outcome.course}`, ...outcome.labs.map((lab) => `lab: ${lab}`)].join('\n'));
  console.log(`\nNext:\n  npx millwright preview --in ${shown(dirname(join(root, 'labs')))}`);
  return exitCodes.fine;
}

function tell(findings: readonly ImportFinding[]): void {
  for (const { file, line, column, severity, message } of findings) {
    console.error(`${file}:${line}:${column}: ${severity}: ${message[locale]}`);
  }
}
