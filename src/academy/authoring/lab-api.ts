/**
 * The contract between the editor of a lab's files and the academy, below `/api/author/labs/:lab`. In zod/mini: both ends import it.
 *
 *   GET    …/files              -> labFiles
 *   POST   …/files              fileDeed -> labFiles or refused
 *   GET    …/file?name          -> labFile
 *   PUT    …/file               writeFile -> written
 *   POST   …/check              typedFile -> findings        (as if this text were saved)
 *   GET    …/proof              -> proofRun
 *   POST   …/proof              -> proofRun                  (`lab test` begins; one at a time in an academy)
 *   DELETE …/proof              -> proofRun                  (it is ended)
 */
import * as z from 'zod/mini';
import { localizedText } from '../api.ts';

const finding = z.object({
  /** As it stands in the lab: `lab.yaml`, `start/main.st`. */
  file: z.string(),
  line: z.number(),
  column: z.number(),
  severity: z.enum(['error', 'warning']),
  message: localizedText,
  /** What explains it, on the site without its language. */
  reference: z.optional(z.string()),
});
export type LabFinding = z.output<typeof finding>;

/** `scene`: the drawing as a page shows it, where it was asked for. `signals`: what the lab declares, while its plant compiles. */
const looked = { findings: z.array(finding), scene: z.nullable(z.string()), signals: z.array(z.string()) };
export const findings = z.object(looked);

export const labFiles = z.object({
  files: z.array(z.object({ name: z.string(), bytes: z.number(), hash: z.string(), picture: z.boolean() })),
  ...looked,
  /** Files below `start/` that are compiled together, a list for each controller. */
  programs: z.array(z.array(z.string())),
});
export type LabFiles = z.output<typeof labFiles>;

export const labFile = z.object({ name: z.string(), text: z.string(), hash: z.string() });

const fileName = z.string().check(z.minLength(1), z.maxLength(300));
const fileText = z.string().check(z.maxLength(1_000_000));

export const typedFile = z.strictObject({ name: fileName, text: fileText });

/** `base`: the hash that its writer began from; `null`: a file that is not there yet. */
export const writeFile = z.strictObject({ name: fileName, text: fileText, base: z.nullable(z.string()) });

export const written = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), hash: z.string(), ...looked }),
  /** Somebody else has saved meanwhile; `theirs` is `null` when they took the file away. Nothing was written. */
  z.object({ outcome: z.literal('changed'), theirs: z.nullable(labFile) }),
  z.object({ outcome: z.literal('refused'), message: localizedText }),
]);
export type Written = z.output<typeof written>;

export const fileDeed = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('rename'), name: fileName, to: fileName }),
  /** `base`: what is taken away is what was seen. */
  z.strictObject({ do: z.literal('delete'), name: fileName, base: z.string() }),
]);
export type FileDeed = z.output<typeof fileDeed>;

export const deedDone = z.discriminatedUnion('outcome', [
  z.extend(labFiles, { outcome: z.literal('done') }),
  z.object({ outcome: z.literal('refused'), message: localizedText }),
]);

export const proofRun = z.object({
  state: z.enum(['none', 'running', 'done', 'no-lab', 'too-long', 'stopped', 'failed']),
  /** ISO instants. */
  began: z.nullable(z.string()),
  ended: z.nullable(z.string()),
  /** Whether the lab's files are other ones since. */
  outdated: z.boolean(),
  proofs: z.array(z.object({ ok: z.boolean(), about: z.string(), name: localizedText, detail: z.nullable(localizedText) })),
  /** Slug of another lab of the academy whose test runs now. */
  busyWith: z.nullable(z.string()),
});
export type ProofRun = z.output<typeof proofRun>;
