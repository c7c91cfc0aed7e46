import { writeSync } from 'node:fs';
import { mutate, rejectedShare, scoreOf } from '#sandbox/grading/mutation.ts';
import { type Proof, proofsOf, proveLab } from '#sandbox/grading/prove.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { locale } from '../language.ts';
import { alsoLookIn, labRoots } from '../roots.ts';
import { labOpen } from './lab-open.ts';

export const lab: Command = {
  help: `millwright lab list            the labs, one line each: slug, status, minutes, title
millwright lab test [SLUG…] [--json | --lines]   prove labs (all when none is named)
millwright lab mutate [SLUG…] [--sample N] [--seed N]
millwright lab open SLUG       a rig on this machine, its devices on real ports: millwright lab open --help
                               put small mistakes into the solutions and see which of them the checks reject

A lab is proved when its untouched start fails, every solution passes twice with different seeds, every wrong answer gets the
message it should, and both languages are complete. The last line is "N passed, N failed".

  --json     one object when all is done
  --lines    an object a line, as soon as it is known
  --in DIR   look in DIR/labs too; what stands there goes over the others
`,
  async run(words) {
    if (words[0] === 'open') return labOpen.run(words.slice(1));
    const { positionals, values } = readArguments(words, {
      sample: { type: 'string' },
      seed: { type: 'string' },
      in: { type: 'string' },
      json: { type: 'boolean', default: false },
      lines: { type: 'boolean', default: false },
    });
    alsoLookIn(values.in);
    const [verb, ...slugs] = positionals;
    if (verb === 'list') return list();
    if (verb === 'test') return values.lines ? testByLines(slugs) : values.json ? testAsJson(slugs) : test(slugs);
    if (verb === 'mutate') return mutateLabs(slugs, whole(values.sample, 'sample'), whole(values.seed, 'seed') ?? 1);
    throw new UsageError(`millwright lab needs "list", "test" or "mutate"${verb === undefined ? '' : `, not "${verb}"`}.`);
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

/** One object: what was proved of the labs named, for another program. Labs that cannot be read are the lint's. */
function testAsJson(slugs: string[]): number {
  const { labs } = loadLabs(labRoots());
  const proofs = [...labs].flatMap(([slug, found]) =>
    slugs.length === 0 || slugs.includes(slug) ? proveLab(found).map((proof) => told(slug, proof)) : [],
  );
  console.log(JSON.stringify({ proofs }));
  return proofs.every(({ ok }) => ok) ? exitCodes.fine : exitCodes.findings;
}

const told = (lab: string, { ok, about, name, detail }: Proof) => ({ lab, ok, about, name, detail });

/** The same, each on a line of its own and written before the next is worked out: whoever waits sees how far it is. */
function testByLines(slugs: string[]): number {
  const { labs } = loadLabs(labRoots());
  let proved = true;
  for (const [slug, found] of labs) {
    if (slugs.length > 0 && !slugs.includes(slug)) continue;
    for (const proof of proofsOf(found)) {
      writeSync(process.stdout.fd, `${JSON.stringify(told(slug, proof))}\n`);
      proved &&= proof.ok;
    }
  }
  return proved && slugs.every((slug) => labs.has(slug)) ? exitCodes.fine : exitCodes.findings;
}

/** `undefined` unless given. */
function whole(text: string | boolean | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new UsageError(`--${name} needs a whole number from 1 on, not "${text}".`);
  return value;
}

/** The share of mutants that behave differently which a lab's checks must reject. */
const wantedShare = 0.9;

function mutateLabs(slugs: string[], sample: number | undefined, seed: number): number {
  const { labs } = loadLabs(labRoots());
  const unknown = slugs.filter((slug) => !labs.has(slug));
  if (unknown.length > 0) throw new UsageError(`There is no lab called ${unknown.join(', ')}. See: millwright lab list`);
  let below = 0;
  for (const [slug, found] of labs) {
    if (slugs.length > 0 && !slugs.includes(slug)) continue;
    const score = scoreOf(mutate(found, sample === undefined ? { seed } : { sample, seed }));
    const share = rejectedShare(score);
    if (share < wantedShare) below += 1;
    for (const { solution, file, line, column, what } of score.survived) {
      console.log(`survived  ${slug}/solution/${solution}/${file}:${line}:${column}: ${what}`);
    }
    const different = score.rejected + score.survived.length;
    console.log(
      `${share < wantedShare ? 'FAIL' : 'ok  '} ${slug}: ${score.rejected} of ${different} mutants rejected (${(share * 100).toFixed(0)} %); ${score.equal} did the same, ${score.invalid} did not compile`,
    );
  }
  return below === 0 ? exitCodes.fine : exitCodes.findings;
}
