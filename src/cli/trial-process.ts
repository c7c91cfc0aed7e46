/** The lint and the proof of labs, each in a process of its own, with a limit of time: labs that somebody brings are run there, and nothing waits for them for ever. */
import { execFile, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { delimiter, join, relative, resolve as resolvePath, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { ProofEnd } from '#academy/authoring/authoring.ts';
import type { ImportFinding } from '#academy/library/archive/import-course.ts';
import type { LabProof } from '#academy/library/publish.ts';
import { installationRoots } from '#content/roots.ts';
import { exitCodes } from './command.ts';
import { root } from './root.ts';

const findings = z.object({
  findings: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      column: z.number(),
      severity: z.enum(['error', 'warning']),
      message: z.object({ en: z.string(), 'zh-CN': z.string() }),
      reference: z.optional(z.string()),
    }),
  ),
});

/** Milliseconds. A course of forty labs is linted in a tenth of it. */
const patience = 120_000;
/** Of a lab's proof, which an author waits for; the longest of ours takes a quarter of it. */
const proofLimit = 240_000;

/**
 * The findings in the root `folder`, with files named as they stand below it; what they name may stand in `below`, the roots under it.
 * `within`: only of this folder in it. Rejects with one sentence when the lint itself fails.
 */
export async function lintRoot(
  folder: string,
  below: readonly string[] = installationRoots(),
  within = '.',
): Promise<ImportFinding[]> {
  const at = realpathSync(folder);
  return findings
    .parse(JSON.parse(await answerOf(at, ['lint', '--json', join(at, within)], below)))
    .findings.flatMap((finding) => {
      const file = relative(at, resolvePath(root, finding.file)).split(sep).join('/');
      return file.startsWith('..') ? [] : [{ ...finding, file }];
    });
}

const commandLine = join(root, 'src', 'cli', 'main.ts');

/** `folder` over the roots `below`. */
function environmentFor(folder: string, below: readonly string[]): NodeJS.ProcessEnv {
  const others = below.filter((path) => path !== root);
  return { ...process.env, MILLWRIGHT_CONTENT: [...others, realpathSync(folder)].join(delimiter) };
}

/** What a command of ours answers as JSON, with `folder` over the roots `below`. */
function answerOf(folder: string, words: readonly string[], below: readonly string[]): Promise<string> {
  const options = { cwd: root, env: environmentFor(folder, below), maxBuffer: 64 << 20, timeout: patience };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [commandLine, ...words], options, (error, stdout, stderr) => {
      // Findings are an exit code of their own; without an object there was no answer.
      if (stdout.startsWith('{')) resolve(stdout);
      else {
        const why = error?.killed ? `it took longer than ${patience / 1000} s` : stderr.trim().slice(0, 500);
        reject(new Error(`millwright ${words[0]} did not come to an end: ${why}`));
      }
    });
  });
}

const proof = z.object({
  lab: z.string(),
  ok: z.boolean(),
  about: z.string(),
  name: z.object({ en: z.string(), 'zh-CN': z.string() }),
  detail: z.object({ en: z.string(), 'zh-CN': z.string() }).nullable(),
});
const proofs = z.object({ proofs: z.array(proof) });

/** `millwright lab test` of labs in the root `folder`, as `lintRoot`. */
export async function proveRoot(
  folder: string,
  labs: readonly string[],
  below: readonly string[] = installationRoots(),
): Promise<LabProof[]> {
  return proofs.parse(JSON.parse(await answerOf(folder, ['lab', 'test', '--json', ...labs], below))).proofs;
}

interface Goes {
  told(proof: LabProof): void;
  signal: AbortSignal;
  /** Milliseconds until it is ended. */
  limit?: number;
}

/** The same of one lab, each sentence as soon as it is known. A lab that does not come to an end is ended. */
export function proveAsItGoes(
  folder: string,
  lab: string,
  below: readonly string[],
  { told, signal, limit = proofLimit }: Goes,
): Promise<ProofEnd> {
  const child = spawn(process.execPath, [commandLine, 'lab', 'test', '--lines', lab], {
    cwd: root,
    env: environmentFor(folder, below),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // A lab that computes without end hears no gentler signal.
  const end = (): void => void child.kill('SIGKILL');
  const timer = setTimeout(end, limit);
  signal.addEventListener('abort', end, { once: true });
  const began = performance.now();
  let sentences = 0;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const read = proof.safeParse(jsonOf(line));
    if (!read.success) return;
    sentences += 1;
    told(read.data);
  });
  return new Promise((resolve) => {
    const answer = (code: number | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      if (signal.aborted) resolve('stopped');
      else if (code === null) resolve(performance.now() - began >= limit ? 'too-long' : 'failed');
      else resolve(sentences > 0 ? 'done' : code === exitCodes.findings ? 'no-lab' : 'failed');
    };
    child.on('close', answer);
    child.on('error', () => answer(1));
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
