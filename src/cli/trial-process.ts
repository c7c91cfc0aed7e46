/** The lint and the proof of labs, each in a process of its own, with a limit of time: labs that somebody brings are run there, and nothing waits for them for ever. */
import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { delimiter, join, relative, resolve as resolvePath, sep } from 'node:path';
import { z } from 'zod';
import type { ImportFinding } from '#academy/library/archive/import-course.ts';
import type { LabProof } from '#academy/library/publish.ts';
import { installationRoots } from '#content/roots.ts';
import { root } from './root.ts';

const findings = z.object({
  findings: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      column: z.number(),
      severity: z.enum(['error', 'warning']),
      message: z.object({ en: z.string(), 'zh-CN': z.string() }),
    }),
  ),
});

/** Milliseconds. A course of forty labs is linted in a tenth of it. */
const patience = 120_000;

/**
 * The findings in the root `folder`, with files named as they stand below it; what they name may stand in `below`, the roots under it.
 * Rejects with one sentence when the lint itself fails.
 */
export async function lintRoot(folder: string, below: readonly string[] = installationRoots()): Promise<ImportFinding[]> {
  const at = realpathSync(folder);
  return findings.parse(JSON.parse(await answerOf(at, ['lint', '--json', at], below))).findings.flatMap((finding) => {
    const file = relative(at, resolvePath(root, finding.file)).split(sep).join('/');
    return file.startsWith('..') ? [] : [{ ...finding, file }];
  });
}

/** What a command of ours answers as JSON, with `folder` over the roots `below`. */
function answerOf(folder: string, words: readonly string[], below: readonly string[]): Promise<string> {
  const others = below.filter((path) => path !== root);
  const environment = { ...process.env, MILLWRIGHT_CONTENT: [...others, realpathSync(folder)].join(delimiter) };
  const options = { cwd: root, env: environment, maxBuffer: 64 << 20, timeout: patience };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(root, 'src', 'cli', 'main.ts'), ...words], options, (error, stdout, stderr) => {
      // Findings are an exit code of their own; without an object there was no answer.
      if (stdout.startsWith('{')) resolve(stdout);
      else {
        const why = error?.killed ? `it took longer than ${patience / 1000} s` : stderr.trim().slice(0, 500);
        reject(new Error(`millwright ${words[0]} did not come to an end: ${why}`));
      }
    });
  });
}

const proofs = z.object({
  proofs: z.array(
    z.object({
      lab: z.string(),
      ok: z.boolean(),
      name: z.object({ en: z.string(), 'zh-CN': z.string() }),
      detail: z.object({ en: z.string(), 'zh-CN': z.string() }).nullable(),
    }),
  ),
});

/** `millwright lab test` of labs in the root `folder`, as `lintRoot`. */
export async function proveRoot(
  folder: string,
  labs: readonly string[],
  below: readonly string[] = installationRoots(),
): Promise<LabProof[]> {
  return proofs.parse(JSON.parse(await answerOf(folder, ['lab', 'test', '--json', ...labs], below))).proofs;
}
