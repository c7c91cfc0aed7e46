import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProjectFile } from '#sandbox/iec61131/plcopen/project.ts';
import { readPlcopen } from '#sandbox/iec61131/plcopen/read-plcopen.ts';
import { writePlcopen } from '#sandbox/iec61131/plcopen/write-plcopen.ts';
import { arbitraryLadder } from '../diagrams/arbitrary-ladder.ts';
import { breaches } from './schema-rules.ts';

const created = '2026-11-23T07:00:00';
const write = (files: readonly ProjectFile[]) => writePlcopen({ name: 'line', created, files });
const st = (text: string, name = 'main.st'): ProjectFile => ({ kind: 'st', name, text });

describe('a ladder', () => {
  it('goes out by the rules of the schema and comes back as it was', () => {
    fc.assert(
      fc.property(arbitraryLadder({ networks: 5 }), (pou) => {
        const out = write([{ kind: 'ladder', name: 'main.ld', pou }]);
        expect(out.findings).toEqual([]);
        expect(breaches(out.xml)).toEqual([]);
        const back = readPlcopen(out.xml);
        expect(back.findings).toEqual([]);
        expect(back.files).toEqual([{ kind: 'ladder', name: `${pou.name}.ld`, pou }]);
      }),
      { numRuns: 60 },
    );
  });
});

const types = `TYPE
  // What the belt carries
  Colour : (Red, Green := 5, Blue) := Green;
  Percent : INT (0..100) := 50;
  Recipe : STRUCT
    name : STRING[20] := 'a < b & "c"';
    weights : ARRAY [1..3, 0..1] OF REAL := [1.5, 2(0.0), 3(1.0)]; // in kg
  END_STRUCT;
  Reference : REF_TO INT;
END_TYPE
`;
const program = `// Runs the belt
PROGRAM Belt
VAR_INPUT
  speed : REAL := 1.5; // m/s
END_VAR
VAR RETAIN
  // Number of boxes
  // since the last shift
  boxes : UDINT;
  sensor AT %IX0.0 : BOOL;
  recipe : Recipe := (name := 'x', weights := [6(2.0)]);
  start : R_TRIG;
END_VAR
VAR CONSTANT
  LIMIT_SPEED : LREAL := 2.0E1;
  text : WSTRING[5] := "wide";
  begin : LTIME := LT#5us;
END_VAR
IF sensor & (speed < LIMIT_SPEED) THEN
  boxes := boxes + 1; (* one more <box> *)
END_IF;
Count();
ACTION Count:
boxes := boxes + 0;
END_ACTION
END_PROGRAM
`;
const twice = `FUNCTION Twice : INT
VAR_INPUT
  x : INT;
END_VAR
Twice := 2 * x;
END_FUNCTION
`;
const globals = `VAR_GLOBAL CONSTANT
  belts : INT := 3;
END_VAR
`;
const configuration = `CONFIGURATION Plant
  VAR_GLOBAL
    running : BOOL; // seen by all
  END_VAR
  RESOURCE Line ON PLC
    TASK fast (INTERVAL := T#20ms, PRIORITY := 1);
    PROGRAM belt WITH fast : Belt;
  END_RESOURCE
END_CONFIGURATION
`;

describe('a project in Structured Text', () => {
  const out = write([st(types, 'types.st'), st(program), st(twice), st(globals), st(configuration)]);

  it('keeps the rules of the schema', () => {
    expect(out.findings).toEqual([]);
    expect(breaches(out.xml)).toEqual([]);
  });

  it('comes back word for word', () => {
    const back = readPlcopen(out.xml);
    expect(back.findings).toEqual([]);
    expect(Object.fromEntries(back.files.map((file) => [file.name, file.kind === 'st' ? file.text : file.kind]))).toEqual({
      'types.st': types,
      'globals.st': globals,
      'Belt.st': program,
      'Twice.st': twice,
      'configuration.st': configuration,
    });
  });
});

describe('what the schema has no element for', () => {
  const counter = `FUNCTION_BLOCK Counter
VAR
  n : INT;
END_VAR
METHOD PUBLIC Step
n := n + 1;
END_METHOD
END_FUNCTION_BLOCK
`;
  const out = write([st(`${counter}\n${twice}`, 'counter.st')]);

  it('is told, and goes along as text', () => {
    expect(out.findings.map(({ severity, place }) => ({ severity, place }))).toEqual([
      { severity: 'warning', place: { file: 'counter.st', line: 1, pou: 'Counter' } },
    ]);
    expect(breaches(out.xml)).toEqual([]);
    const back = readPlcopen(out.xml);
    expect(back.findings).toEqual([]);
    expect(back.files).toEqual([st(twice, 'Twice.st'), st(counter, 'counter.st')]);
  });
});

it('a file with a mistake goes along whole', () => {
  const broken = 'PROGRAM a\nIF THEN\n';
  const out = write([st(broken)]);
  expect(out.findings[0]).toMatchObject({ severity: 'error', place: { file: 'main.st' } });
  expect(readPlcopen(out.xml).files).toEqual([st(broken)]);
});

it('connections of programs in a configuration stay with it', () => {
  const text =
    'CONFIGURATION Plant\n  VAR_GLOBAL\n    on : BOOL;\n  END_VAR\n  PROGRAM p : Belt (speed := 2.0);\nEND_CONFIGURATION\n';
  const out = write([st(text, 'plant.st')]);
  expect(out.findings.map(({ severity }) => severity)).toEqual(['warning']);
  expect(breaches(out.xml)).toEqual([]);
  expect(readPlcopen(out.xml).files).toEqual([st(text, 'plant.st')]);
});

it('a character that XML cannot hold is told', () => {
  const out = write([st(`PROGRAM p\n// bell \u0007\nEND_PROGRAM\n`)]);
  expect(out.findings).toHaveLength(1);
  expect(out.xml).not.toContain('\u0007');
});
