import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { ImportFinding } from '#sandbox/iec61131/plcopen/finding.ts';
import { programFile, projectFiles } from '#sandbox/iec61131/plcopen/program-files.ts';
import { ENDINGS } from '#sandbox/iec61131/plcopen/project.ts';
import { readPlcopen } from '#sandbox/iec61131/plcopen/read-plcopen.ts';
import { writePlcopen } from '#sandbox/iec61131/plcopen/write-plcopen.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { formatDiagnostic, locale } from '../language.ts';

export const plcopen: Command = {
  help: `millwright plcopen export FILE… --out PROJECT.xml   a controller's files as one file that other tools read
millwright plcopen import PROJECT.xml [--out DIR]  the files in such a file

The format is PLCopen TC6 XML 2.01. FILE ends in .st (Structured Text), .ld (ladder) or .plcopen.xml (a POU that an import kept as it
is); a folder stands for all such files in it. An import makes a .st or .ld file of each POU; what cannot be edited here (FBD, SFC, IL, a
ladder that is no tree of branches) is kept letter for letter in a .plcopen.xml file, and an export writes it back.

Whatever could not be said or read is told, one line each: file:line: severity: [place] message.

  --out      of an export: the file; of an import: the folder, the current one unless given
  --replace  files that are there already are written over; else nothing is written
  --json     one object: {"ok":…, "files":[…], "findings":[{"severity","message":{"en","zh-CN"},"place":{…}}]}

Exit code 0 when nothing was left out (warnings may be there), 1 when something was, 2 when a file named does not exist.
`,
  async run(words) {
    const { values, positionals } = readArguments(words, {
      out: { type: 'string' },
      replace: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const [verb, ...named] = positionals;
    if (verb === 'export') return exportFiles(named, values);
    if (verb === 'import') return importFile(named, values);
    throw new UsageError(`millwright plcopen needs "export" or "import"${verb === undefined ? '' : `, not "${verb}"`}.`);
  },
};

interface Options {
  out?: string | undefined;
  replace: boolean;
  json: boolean;
}

function exportFiles(named: readonly string[], { out, replace, json }: Options): number {
  if (named.length === 0 || out === undefined)
    throw new UsageError(
      'millwright plcopen export needs files and where to write, e.g. millwright plcopen export main.st --out main.xml.',
    );
  if (existsSync(out) && !replace)
    throw new UsageError(`${out} exists already, and was not touched. Name another file, or give --replace.`);
  const { files, diagnostics } = projectFiles(named.flatMap(filesOf).map((path) => ({ name: path, text: readText(path) })));
  const name = basename(out).replace(/\.xml$/i, '');
  const { xml, findings } = writePlcopen({ name, files, created: new Date().toISOString().slice(0, 19) });
  writeFileSync(out, xml);
  if (!json) for (const diagnostic of diagnostics) console.log(formatDiagnostic(diagnostic));
  return tell(findings, null, [out], json, diagnostics.length > 0);
}

function importFile([path, ...more]: readonly string[], { out, replace, json }: Options): number {
  if (path === undefined || more.length > 0)
    throw new UsageError('millwright plcopen import needs one file, e.g. millwright plcopen import press.xml --out press.');
  const { files, findings } = readPlcopen(readText(path));
  const folder = out ?? '.';
  const targets = files.map((file) => ({ path: join(folder, file.name), text: programFile(file).text }));
  const there = targets.filter((target) => existsSync(target.path)).map((target) => target.path);
  if (there.length > 0 && !replace)
    throw new UsageError(
      `There are already: ${there.join(', ')}. Nothing was written. Name another folder with --out, or give --replace.`,
    );
  if (targets.length > 0) mkdirSync(folder, { recursive: true });
  for (const target of targets) writeFileSync(target.path, target.text);
  return tell(
    findings,
    path,
    targets.map((target) => target.path),
    json,
    false,
  );
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) throw new UsageError(`There is no ${path}.`);
  if (!statSync(path).isDirectory()) {
    if (Object.values(ENDINGS).some((ending) => path.endsWith(ending))) return [path];
    throw new UsageError(`${path} is none of ${Object.values(ENDINGS).join(', ')}.`);
  }
  return readdirSync(path)
    .filter((name) => Object.values(ENDINGS).some((ending) => name.endsWith(ending)))
    .sort()
    .map((name) => join(path, name));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Findings of an import are about the XML file but where they name one that it became. */
function tell(
  findings: readonly ImportFinding[],
  xml: string | null,
  written: readonly string[],
  json: boolean,
  failed: boolean,
): number {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const ok = errors === 0 && !failed;
  if (json) console.log(JSON.stringify({ ok, files: written, findings }));
  else {
    for (const finding of findings) console.log(formatFinding(finding, xml, locale));
    for (const path of written) console.log(locale === 'en' ? `wrote ${path}` : `已写入 ${path}`);
  }
  return ok ? exitCodes.fine : exitCodes.findings;
}

function formatFinding({ severity, message, place }: ImportFinding, xml: string | null, language: Locale): string {
  const file = place.file ?? xml;
  const where = [file, place.line].filter((part) => part !== null && part !== undefined).join(':');
  const words = language === 'en' ? { network: 'network', element: 'element' } : { network: '网络', element: '元素' };
  const inside = [
    place.pou ?? '',
    place.network === undefined ? '' : `${words.network} ${place.network}`,
    place.localId === undefined ? '' : `${words.element} ${place.localId}`,
  ].filter((part) => part !== '');
  return `${where === '' ? '' : `${where}: `}${severity}: ${inside.length === 0 ? '' : `[${inside.join(', ')}] `}${message[language]}`;
}
