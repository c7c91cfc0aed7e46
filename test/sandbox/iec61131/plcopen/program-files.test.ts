/** A project as the files of a controller and back; a kept POU among them does not run, and goes out as it came in. */
import { describe, expect, it } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { programFile, projectFiles } from '#sandbox/iec61131/plcopen/program-files.ts';
import { readPlcopen } from '#sandbox/iec61131/plcopen/read-plcopen.ts';
import { writePlcopen } from '#sandbox/iec61131/plcopen/write-plcopen.ts';
import { diagnose } from '#sandbox/iec61131/service/diagnose.ts';
import { bool, coil, contact, ld, leftRail, pou, project, rightRail } from './foreign.ts';

const press = project(
  pou(
    'Press',
    ld(leftRail(1), contact(2, 'Start', [1], 10), coil(3, 'Ram', [2], 10), rightRail(4, [3])),
    bool('Start') + bool('Ram'),
  ) +
    pou(
      'Mixer',
      '<FBD><comment localId="1" height="1" width="1"><position x="0" y="0"/><content/></comment></FBD>',
      '',
      'functionBlock',
    ),
);
const files = readPlcopen(press).files.map(programFile);

describe('a project as files of a controller', () => {
  it('is a ladder, and what is kept', () => {
    expect(files.map(({ name }) => name)).toEqual(['Press.ld', 'Mixer.plcopen.xml']);
  });

  it('runs without what is kept, of which it is said', () => {
    const { program, diagnostics } = compile(files);
    expect(program).not.toBeNull();
    const expected = [['LD1012', 'info', 'Mixer.plcopen.xml']];
    expect(diagnostics.map(({ code, severity, range }) => [code, severity, range.file])).toEqual(expected);
    expect(diagnose(files, {}).map(({ code, severity, range }) => [code, severity, range.file])).toEqual(expected);
  });

  it('comes in again as it went out', () => {
    const out = projectFiles(files);
    expect(out.diagnostics).toEqual([]);
    const { xml } = writePlcopen({ name: 'press', files: out.files, created: '2026-11-23T07:00:00' });
    expect(readPlcopen(xml).files.map(programFile)).toEqual(files);
  });

  it('lists a drawing that cannot be read, and exports the others', () => {
    const { files: left, diagnostics } = projectFiles([...files, { name: 'Broken.ld', text: 'networks: []\n' }]);
    expect(left.map(({ name }) => name)).toEqual(['Press.ld', 'Mixer.plcopen.xml']);
    expect(diagnostics.map(({ code, range }) => `${code} ${range.file}`)).toEqual(['LD1002 Broken.ld']);
  });
});
