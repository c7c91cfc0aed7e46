import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { commitOf } from '#content/git-commit.ts';
import { keepPages } from '#content/kept-pages.ts';
import { installationRoots } from '#content/roots.ts';
import { pathIn } from '../../i18n/locales.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { locale as fromEnvironment } from '../language.ts';
import { lintAll } from '../lint-all.ts';
import { alsoLookIn } from '../roots.ts';
import { builtSite, pagesOf } from '../site.ts';
import { shown } from '../skeleton.ts';

export const lint: Command = {
  help: `millwright lint [PATH…] [--json] [--lang en|zh-CN] [--in DIR]

Finds mistakes in labs, lessons, courses and reference pages: keys that the schema does not know, names that nothing bears, links
and pictures that lead nowhere, what one language has and the other has not, prerequisites in a circle or taught too late, checks
that nothing fails. One line each: file:line:column: severity: what is wrong, and what to do about it.

PATH is a lab, a lesson, a course, a file of one, or a folder with labs/ and content/; everything unless given.

  --json   one object: {"ok":…, "findings":[{"file","line","column","severity","message":{"en","zh-CN"},"reference"?}]};
           reference is the address on the site of what explains the key, in Chinese below /zh-cn
  --lang   the language of the messages; unless given, as LANG says
  --in     look in DIR/labs and DIR/content too; what stands there goes over the others

Exit code 0 when there is no error (warnings may be there), 1 when there is one, 2 when a PATH does not exist.
`,
  async run(words) {
    const { values, positionals } = readArguments(words, {
      json: { type: 'boolean', default: false },
      lang: { type: 'string' },
      in: { type: 'string' },
    });
    const locale = values.lang ?? fromEnvironment;
    if (locale !== 'en' && locale !== 'zh-CN') throw new UsageError(`--lang is en or zh-CN, not "${locale}".`);
    alsoLookIn(values.in);
    const paths = positionals.map((path) => resolve(path));
    const missing = positionals.find((path) => !existsSync(path));
    if (missing !== undefined) throw new UsageError(`There is no ${missing}.`);
    for (const path of paths) alsoLookIn(rootAbove(path));

    const site = builtSite();
    if (site !== null) keepPages({ read: [pagesOf(site)], write: null });
    const findings = lintAll(installationRoots(), paths).map(({ file, line, column, severity, message, reference }) => ({
      file: shown(file),
      line,
      column,
      severity,
      message,
      ...(reference === undefined ? {} : { reference }),
    }));
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    if (values.json) console.log(JSON.stringify({ ok: errors === 0, findings }));
    else {
      for (const { file, line, column, severity, message, reference } of findings) {
        const address = reference === undefined ? '' : pathIn(locale, reference);
        const explained = address === '' ? '' : locale === 'en' ? ` See ${address}` : `参见 ${address}`;
        console.log(`${file}:${line}:${column}: ${severity}: ${message[locale]}${explained}`);
      }
      // Of the folders of one's own: which commit was looked at.
      for (const folder of installationRoots().slice(1)) {
        const commit = commitOf(folder);
        if (commit !== null) console.log(`${shown(folder)}: git ${commit.slice(0, 12)}`);
      }
      const warnings = findings.length - errors;
      console.log(locale === 'en' ? `${errors} errors, ${warnings} warnings` : `${errors} 个错误，${warnings} 个警告`);
    }
    return errors === 0 ? exitCodes.fine : exitCodes.findings;
  },
};

/** The folder with labs/ or content/ that `path` stands in, or is; `undefined` when there is none. */
function rootAbove(path: string): string | undefined {
  if (existsSync(`${path}/labs`) || existsSync(`${path}/content`)) return path;
  for (let at = path; dirname(at) !== at; at = dirname(at)) {
    if (basename(at) === 'labs' || basename(at) === 'content') return dirname(at);
  }
  return undefined;
}
