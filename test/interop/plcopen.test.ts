/**
 * Exports before libxml2: every document is well-formed, and valid by PLCopen's own schema where MILLWRIGHT_TC6_XSD names a copy of
 * tc6_xml_v201.xsd (it is not ours to hand out).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { writePlcopen } from '#sandbox/iec61131/plcopen/write-plcopen.ts';
import { arbitraryLadder } from '../sandbox/iec61131/diagrams/arbitrary-ladder.ts';
import { ask, present } from './tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-plcopen-'));
afterAll(() => rmSync(folder, { recursive: true }));

const types = `TYPE
  Recipe : STRUCT
    name : STRING[20] := 'a < b & "c"'; // <what>
    weights : ARRAY [1..3] OF REAL := [1.5, 2(0.0)];
  END_STRUCT;
  Colour : (Red, Green := 5);
  Percent : UINT (0..100) := 50;
END_TYPE
VAR_GLOBAL CONSTANT
  belts : INT := 3;
END_VAR
PROGRAM Belt
VAR_INPUT
  speed : REAL;
END_VAR
speed := speed + 1.0; (* ]]> & <b> *)
END_PROGRAM
CLASS Hidden
END_CLASS
CONFIGURATION Plant
  RESOURCE Line ON PLC
    TASK fast (INTERVAL := T#20ms, PRIORITY := 1);
    PROGRAM belt WITH fast : Belt;
  END_RESOURCE
END_CONFIGURATION
`;

const ladders = fc.sample(arbitraryLadder({ networks: 6 }), { numRuns: 12, seed: 20261122 });
const schema = process.env.MILLWRIGHT_TC6_XSD;
if (schema === undefined)
  console.warn('ABSENT: tc6_xml_v201.xsd. Name a copy in MILLWRIGHT_TC6_XSD; only well-formedness is tested.');

describe.skipIf(!present('xmllint'))('libxml2', () => {
  it.each([...ladders.entries()])('accepts export %i', (position, pou) => {
    const { xml } = writePlcopen({
      name: 'line',
      created: '2026-11-23T07:00:00',
      files: [
        { kind: 'ladder', name: 'main.ld', pou },
        { kind: 'st', name: 'types.st', text: types },
      ],
    });
    const file = join(folder, `${position}.xml`);
    writeFileSync(file, xml);
    const by = schema === undefined ? [] : ['--schema', schema];
    expect(ask('xmllint', ['--noout', '--nonet', ...by, file])).toBe('');
  });
});
