import { describe, expect, it } from 'vitest';
import { complete } from '../../../../sandbox/iec61131/service/complete.ts';
import { hover } from '../../../../sandbox/iec61131/service/hover.ts';
import { definition } from '../../../../sandbox/iec61131/service/navigate.ts';

const types = `NAMESPACE Plant
INTERFACE IDrive
METHOD Start : BOOL VAR_INPUT speed : REAL; END_VAR END_METHOD
PROPERTY Level : REAL GET END_PROPERTY
END_INTERFACE
CLASS Drive IMPLEMENTS IDrive
VAR v : REAL; END_VAR
METHOD PUBLIC Start : BOOL VAR_INPUT speed : REAL; END_VAR Start := TRUE; v := speed; END_METHOD
PROPERTY PUBLIC Level : REAL GET Level := v; END_GET END_PROPERTY
METHOD Guarded END_METHOD
END_CLASS
END_NAMESPACE
`;
const program = (body: string) =>
  `${types}PROGRAM main VAR d : Plant.Drive; i : Plant.IDrive; b : BOOL; r : REAL; END_VAR\n${body}\nEND_PROGRAM`;
/** The text with `|` taken out, and where it was. */
function at(marked: string) {
  const text = program(marked);
  return { files: [{ name: 'main.st', text: text.replace('|', '') }], offset: text.indexOf('|') };
}

describe('objects in the editor', () => {
  it('behind a point stand methods and properties by their own names, and none that is out of reach', () => {
    const { files, offset } = at('d.|');
    expect(complete(files, 'main.st', offset).map(({ label }) => label)).toEqual(['Start', 'Level']);
    const behind = at('i.|');
    expect(complete(behind.files, 'main.st', behind.offset).map(({ label }) => label)).toEqual(['Start', 'Level']);
  });
  it('a method tells how it is called, and where it is declared', () => {
    const { files, offset } = at('i := d; b := i.Sta|rt(speed := 1.0);');
    expect(hover(files, 'main.st', offset)?.code).toBe('METHOD PUBLIC Plant.IDrive.Start(speed : REAL) : BOOL');
    const found = definition(files, 'main.st', offset);
    expect(files[0]!.text.slice(found!.start, found!.end)).toBe('Start');
    expect(found!.start).toBe(types.indexOf('Start'));
  });
  it('a namespaced type tells what it is', () => {
    const text = program('d.Start(1.0);');
    const code = hover([{ name: 'main.st', text }], 'main.st', text.indexOf('Plant.Drive;') + 8)?.code;
    expect(code).toContain('CLASS Plant.Drive');
  });
});
