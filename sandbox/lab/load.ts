/**
 * Reads labs from their folders. Everything a lab says is read once, checked and kept by the hash of its files; an edit is seen on
 * the next call. One bad lab never stops the others: its problems name file, line and column.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Locale, LocalizedText, SourceFile } from '../iec61131/diagnostics.ts';
import { answersFile, answersProgram, readAnswers } from './answers.ts';
import { choicesOf, replaceInText, replaceWords } from './drawn-words.ts';
import { labExplained } from './json-schema.ts';
import type { Lab, LabProblem, LabText, Place } from './lab.ts';
import { translatedStart } from './lint-start.ts';
import { prerequisiteProblems } from './prerequisites.ts';
import { readRoute, routeFile } from './route.ts';
import { sanitiseScene } from './scene.ts';
import { expandSymbols } from './scene-symbols.ts';
import { type LabDefinition, labSchema } from './schema.ts';
import { explainIssues } from './schema-issues.ts';
import { filesIn, foldersIn, type Programs, type ReadFile, readBelow } from './source-files.ts';
import { standsInFor } from './stand-ins.ts';
import { readText, textFile } from './text.ts';
import { readYaml } from './yaml-places.ts';

const locales: readonly Locale[] = ['en', 'zh-CN'];
const definitionFile = 'lab.yaml';

export interface LoadedLab {
  /** `null` when so much is missing or wrong that there is nothing to serve. */
  lab: Lab | null;
  problems: LabProblem[];
}

export interface LoadedLabs {
  /** By slug, in the order of the slugs. */
  labs: Map<string, Lab>;
  problems: LabProblem[];
}

/**
 * The lab in the folder `dir`, whose name is its slug. Problems name files as `<root>/<slug>/<file>`. `typed`: one of its files as somebody
 * has it open and has not saved.
 */
export function loadLab(dir: string, typed?: SourceFile): LoadedLab {
  const root = resolve(dir);
  const slug = basename(root);
  const problems: LabProblem[] = [];
  const nameOf = (file: string): string => `${basename(dirname(root))}/${slug}/${file}`;
  const report = (file: string, place: Place, message: LocalizedText): void => {
    problems.push({ file: nameOf(file), ...place, severity: 'error', message });
  };
  const start: Place = { line: 1, column: 1 };

  const fileOf = (file: string): ReadFile => (file === typed?.name ? { ok: true, text: typed.text } : readBelow(root, file));

  const source = fileOf(definitionFile);
  if (!source.ok) {
    report(definitionFile, start, unreadable(definitionFile, source));
    return { lab: null, problems };
  }
  const yaml = readYaml(nameOf(definitionFile), source.text);
  problems.push(...yaml.problems);
  if (yaml.problems.length > 0) return { lab: null, problems };
  const choices = choicesOf(yaml.data);
  const first = Object.fromEntries(Object.entries(choices).map(([name, words]) => [name, words[0]!]));
  const parsed = labSchema.safeParse(replaceWords(yaml.data, first));
  if (!parsed.success) {
    problems.push(...explainIssues(nameOf(definitionFile), yaml, parsed.error.issues, labExplained));
    return { lab: null, problems };
  }
  const definition = parsed.data;

  const hash = createHash('sha256');
  const digest = (file: string, text: string): void => {
    hash.update(`${file}\0${text.length}\0${text}\0`);
  };
  digest(definitionFile, source.text);

  /** Reads a file that `lab.yaml` names at `path`, or that every lab has. */
  const need = (file: string, path: readonly PropertyKey[] | null): string | null => {
    const read = fileOf(file);
    if (read.ok) {
      digest(file, read.text);
      return read.text;
    }
    if (path) report(definitionFile, yaml.valuePlace(path), unreadable(file, read));
    else report(file, start, unreadable(file, read));
    return null;
  };

  const plantText = need(definition.rig.plant.source, ['rig', 'plant', 'source']);
  const sceneText = need(definition.rig.scene, ['rig', 'scene']);

  const places: Record<string, Record<string, Place>> = { [definitionFile]: yaml.places };
  const texts: Partial<Record<Locale, LabText>> = {};
  for (const locale of locales) {
    const file = textFile(locale);
    const words = need(file, null);
    if (words === null) continue;
    const read = readText(nameOf(file), words);
    texts[locale] = read.text;
    places[file] = read.places;
    problems.push(...read.problems);
  }

  const started = readStart(definition, need, (path, message) => report(definitionFile, yaml.valuePlace(path), message));
  const routes: Lab['routes'] = { solutions: {}, wrong: {} };
  const answers = (folder: 'solution' | 'wrong'): Record<string, Programs> => {
    const byName: Record<string, Programs> = {};
    for (const name of foldersIn(root, folder)) {
      const place = `${folder}/${name}`;
      const files = filesIn(root, place);
      if (definition.troubleshooting && files.includes(routeFile)) {
        const text = need(`${place}/${routeFile}`, null);
        const read = text === null ? null : readRoute(nameOf(`${place}/${routeFile}`), text);
        problems.push(...(read?.problems ?? []));
        if (read?.route) routes[folder === 'solution' ? 'solutions' : 'wrong'][name] = read.route;
        const programs = files.filter((file) => file !== routeFile);
        byName[name] = programs.length > 0 ? readAnswer(place, started ?? {}, programs, need, report) : (started ?? {});
      } else byName[name] = readAnswer(place, started ?? {}, files, need, report);
      const answered = byName[name][answersProgram]?.[0]?.text ?? '';
      for (const { message, ...at } of readAnswers(definition.answers, replaceInText(answered, first), true).problems)
        report(`${place}/${answersFile}`, { line: at.line, column: at.column }, message);
    }
    return byName;
  };
  const ladders = readLadders(definition, need, (path, message) => report(definitionFile, yaml.valuePlace(path), message));
  const isLadder = (file: string): boolean => Object.values(ladders).some((files) => files.some(({ name }) => name === file));
  const translated = filesIn(root, translatedStart).filter((file) => !isLadder(file));
  const laddersIn = Object.fromEntries(
    Object.entries(ladders).map(([controller, files]) => [
      controller,
      files.map(({ name, text }) => {
        const exists = filesIn(root, translatedStart).includes(name);
        return { name, text: (exists ? need(`${translatedStart}/${name}`, null) : null) ?? text };
      }),
    ]),
  );
  const startIn =
    translated.length === 0
      ? {}
      : { startIn: { 'zh-CN': readAnswer(translatedStart, started ?? {}, translated, need, report) } satisfies Lab['startIn'] };
  const solutions = answers('solution');
  const wrong = answers('wrong');

  const expanded = sceneText === null ? null : expandSymbols(nameOf(definition.rig.scene), sceneText);
  const scene = expanded === null ? null : sanitiseScene(nameOf(definition.rig.scene), expanded.source);
  problems.push(...(expanded?.problems ?? []), ...(scene?.problems ?? []));
  const { en, 'zh-CN': chinese } = texts;
  if (plantText === null || scene === null || started === null || !en || !chinese) return { lab: null, problems };

  const lab: Lab = {
    slug,
    definition,
    text: { en, 'zh-CN': chinese },
    start: started,
    ...startIn,
    ...(Object.keys(ladders).length > 0 ? { ladders, laddersIn: { 'zh-CN': laddersIn } } : {}),
    solutions,
    wrong,
    routes,
    plant: { name: definition.rig.plant.source, text: plantText },
    scene: scene.svg,
    ...(Object.keys(choices).length > 0 ? { unparsed: unparsedOf(yaml.data) } : {}),
    hash: hash.digest('hex').slice(0, 32),
    places,
  };
  return { lab, problems };
}

function unparsedOf(data: unknown): NonNullable<Lab['unparsed']> {
  const { rig, observations } = z.looseObject({ rig: z.looseObject({}), observations: z.unknown().optional() }).parse(data);
  return { network: rig.network, devices: rig.devices, observations };
}

type Need = (file: string, path: readonly PropertyKey[] | null) => string | null;

/** What the trainee finds; `null` when a file is missing or stands outside `start/`. */
function readStart(
  definition: LabDefinition,
  need: Need,
  report: (path: readonly PropertyKey[], message: LocalizedText) => void,
): Programs | null {
  const programs: Programs = {};
  let complete = true;
  for (const [name, controller] of Object.entries(definition.rig.controllers)) {
    const files: SourceFile[] = [];
    for (const file of controller.program) {
      const path = ['rig', 'controllers', name, 'program'];
      if (!/^start\/.+\.(?:st|ld)$/.test(file)) {
        // Only start/ may go to a browser: a program elsewhere would carry a solution there.
        report(path, {
          en: `\`${file}\` should be a .st or .ld file below start/, e.g. start/main.st.`,
          'zh-CN': `\`${file}\` 应是 start/ 下的 .st 或 .ld 文件，例如 start/main.st。`,
        });
        complete = false;
        continue;
      }
      const text = need(file, path);
      if (text === null) complete = false;
      else files.push({ name: file.slice('start/'.length), text });
    }
    programs[name] = files;
  }
  const { gateway } = definition.rig;
  if (gateway) {
    const text = need(gateway.file, ['rig', 'gateway', 'file']);
    if (text === null) complete = false;
    else programs.gateway = [{ name: gateway.file.slice('start/'.length), text }];
  }
  // Nothing is answered to begin with, so there is no file to read.
  if (Object.keys(definition.answers).length > 0) programs[answersProgram] = [{ name: answersFile, text: '' }];
  return complete ? programs : null;
}

/** The starts as ladders, by controller; each beside the file that it stands in for. */
function readLadders(
  definition: LabDefinition,
  need: Need,
  report: (path: readonly PropertyKey[], message: LocalizedText) => void,
): Programs {
  const ladders: Programs = {};
  for (const [name, { program, ladder }] of Object.entries(definition.rig.controllers)) {
    if (ladder === undefined) continue;
    const path = ['rig', 'controllers', name, 'ladder'];
    const replaced = standsInFor(ladder);
    if (replaced === null || !program.includes(replaced)) {
      report(path, {
        en: `\`${ladder}\` stands in for no file of \`program\`. Give it the name of one of them, with .ld instead of .st: start/main.ld.`,
        'zh-CN': `\`${ladder}\` 没有对应 \`program\` 中的文件。请使用其中一个文件的名称，并把 .st 换成 .ld：start/main.ld。`,
      });
      continue;
    }
    const text = need(ladder, path);
    if (text !== null) ladders[name] = [{ name: ladder.slice('start/'.length), text }];
  }
  return ladders;
}

/** A solution or a wrong answer: the files of start/, some of them in the answer's own version; a ladder may stand in for one. */
function readAnswer(
  folder: string,
  started: Programs,
  found: string[],
  need: Need,
  report: (file: string, place: Place, message: LocalizedText) => void,
): Programs {
  const known = Object.values(started).flatMap((files) => files.map((file) => file.name));
  if (found.length === 0) {
    report(
      folder,
      { line: 1, column: 1 },
      {
        en: `${folder}/ holds no file. Put ${known.join(', ')} there.`,
        'zh-CN': `${folder}/ 中没有文件。请放入 ${known.join('、')}。`,
      },
    );
  }
  const texts = new Map<string, string>();
  for (const file of found) {
    if (!known.includes(file) && !known.includes(standsInFor(file) ?? '')) {
      report(
        `${folder}/${file}`,
        { line: 1, column: 1 },
        {
          en: `start/ has no file of this name, so nothing would run it. Use the names found there: ${known.join(', ')}.`,
          'zh-CN': `start/ 中没有同名文件，因此不会运行它。请使用那里的文件名：${known.join('、')}。`,
        },
      );
      continue;
    }
    const text = need(`${folder}/${file}`, null);
    if (text !== null) texts.set(file, text);
  }
  return Object.fromEntries(
    Object.entries(started).map(([name, files]) => [
      name,
      files.map((file) => {
        const drawn = [...texts.keys()].find((answer) => standsInFor(answer) === file.name);
        return drawn === undefined
          ? { name: file.name, text: texts.get(file.name) ?? file.text }
          : { name: drawn, text: texts.get(drawn)! };
      }),
    ]),
  );
}

function unreadable(file: string, read: ReadFile & { ok: false }): LocalizedText {
  if (read.why === 'outside') {
    return {
      en: `\`${file}\` leads out of the lab's folder. Name a file below it, with forward slashes.`,
      'zh-CN': `\`${file}\` 指向实验文件夹之外。请用正斜杠写出文件夹内的文件。`,
    };
  }
  if (read.why === 'too-big') {
    return {
      en: `\`${file}\` is larger than 1 MB. A lab's file is written by hand.`,
      'zh-CN': `\`${file}\` 超过 1 MB。实验文件应由人手写。`,
    };
  }
  return {
    en: `There is no file \`${file}\` in this lab. Create it, or correct the name.`,
    'zh-CN': `此实验中没有文件 \`${file}\`。请创建它，或改正文件名。`,
  };
}

/** The folder of each lab by its slug, read or not; later roots win. */
export function labFolders(roots: readonly string[]): Map<string, string> {
  const folders = new Map<string, string>();
  for (const root of roots) {
    if (!existsSync(root)) continue;
    for (const entry of readdirSync(root, { withFileTypes: true })) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) folders.set(entry.name, resolve(root, entry.name));
    }
  }
  return folders;
}

/** By folder; the stamp tells whether anything in it changed since. */
const cache = new Map<string, { stamp: string; loaded: LoadedLab }>();

/**
 * The labs of all `roots`; a slug found again in a later root replaces the earlier one. Cheap when nothing changed: it looks at
 * the files' times and sizes only. Also tells unknown and cyclic prerequisites, and two labs with one id.
 */
export function loadLabs(roots: readonly string[]): LoadedLabs {
  const folders = labFolders(roots);
  const labs = new Map<string, Lab>();
  const problems: LabProblem[] = [];
  for (const slug of [...folders.keys()].sort()) {
    const { lab, problems: own } = cached(folders.get(slug)!);
    problems.push(...own);
    if (lab) labs.set(slug, lab);
  }
  const fileOf = (slug: string): string => `${basename(dirname(folders.get(slug)!))}/${slug}/${definitionFile}`;
  problems.push(...prerequisiteProblems(labs, fileOf, new Set(folders.keys())));
  return { labs, problems };
}

function cached(folder: string): LoadedLab {
  const stamp = stampOf(folder);
  const known = cache.get(folder);
  if (known?.stamp === stamp) return known.loaded;
  const loaded = guarded(folder);
  cache.set(folder, { stamp, loaded });
  return loaded;
}

/** A file that vanishes or may not be read while we look is that lab's problem, not everyone's. */
function guarded(folder: string): LoadedLab {
  try {
    return loadLab(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      lab: null,
      problems: [
        {
          file: `${basename(dirname(folder))}/${basename(folder)}/${definitionFile}`,
          line: 1,
          column: 1,
          severity: 'error',
          message: { en: `This lab could not be read: ${why}`, 'zh-CN': `无法读取此实验：${why}` },
        },
      ],
    };
  }
}

/** Names, times and sizes of all files in the folder. */
function stampOf(folder: string): string {
  return filesIn(folder, '.')
    .map((file) => {
      const status: Stats | undefined = statSync(join(folder, file), { throwIfNoEntry: false });
      return `${file} ${status?.mtimeMs} ${status?.ctimeMs} ${status?.size}`;
    })
    .join('\n');
}
