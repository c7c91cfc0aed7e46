import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import { plantSources } from '#sandbox/plant/library.ts';
import { ask, present } from './tool.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'millwright-wasm-'));
afterAll(() => rmSync(folder, { recursive: true }));

const programs: { name: string; files: SourceFile[] }[] = [
  ...readdirSync(join(root, 'test', 'bench', 'programs')).map((name) => {
    const file = { name, text: readFileSync(join(root, 'test', 'bench', 'programs', name), 'utf8') };
    return { name, files: name.endsWith('.plant.st') ? plantSources(file, 10_000_000n) : [file] };
  }),
  ...[...loadLabs([join(root, 'labs')]).labs.values()].flatMap((lab) => [
    { name: `${lab.slug}/plant.st`, files: plantSources(lab.plant, lab.definition.rig.plant.step) },
    ...[...Object.values(lab.solutions), ...Object.values(lab.wrong)].flatMap((answer) =>
      // Of controllers: a gateway's file and answers are no programs.
      Object.keys(lab.definition.rig.controllers).flatMap((name) => {
        const files = answer[name] ?? [];
        return [{ name: `${lab.slug}/${files[0]?.name}`, files }];
      }),
    ),
  ]),
];

describe.skipIf(!present('wasm-validate'))("wabt's validator", () => {
  it.each(programs)('accepts the module of $name', ({ files }) => {
    const { program, diagnostics } = compile(files, {});
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const file = join(folder, 'module.wasm');
    writeFileSync(file, program?.wasm ?? new Uint8Array());
    expect(ask('wasm-validate', [file])).toBe('');
  });

  it('refuses a module with one byte changed, so that the test can fail', () => {
    const { program } = compile([{ name: 'a.st', text: 'PROGRAM a VAR x : INT; END_VAR x := x + 1; END_PROGRAM' }], {});
    const bytes = Uint8Array.from(program?.wasm ?? []);
    bytes[bytes.length - 1] = 0xff;
    const file = join(folder, 'damaged.wasm');
    writeFileSync(file, bytes);
    expect(() => ask('wasm-validate', [file])).toThrow();
  });
});
