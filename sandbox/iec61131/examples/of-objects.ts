/** Examples for ST206… to ST210…: classes, methods, interfaces, namespaces. Clauses 6.6.5 to 6.6.8 and 6.9. */
import { after, type ExampleRecord, files } from './example.ts';

const motor =
  'CLASS Motor\nVAR\n  hours : INT;\nEND_VAR\nVAR PUBLIC\n  speed : INT;\nEND_VAR\nMETHOD PUBLIC Start : INT\n  hours := hours + 1;\n  Start := hours;\nEND_METHOD\nMETHOD PUBLIC FINAL Stop\n  speed := 0;\nEND_METHOD\nMETHOD PRIVATE Reset\n  hours := 0;\nEND_METHOD\nEND_CLASS';
const startable = 'INTERFACE Startable\nMETHOD Start : INT\nEND_METHOD\nEND_INTERFACE';
const shape = 'CLASS ABSTRACT Shape\nMETHOD PUBLIC ABSTRACT Area : REAL\nEND_METHOD\nEND_CLASS';
const tank =
  'CLASS Tank\nVAR\n  level : INT;\nEND_VAR\nPROPERTY PUBLIC Level : INT\nGET\n  Level := level;\nEND_GET\nEND_PROPERTY\nPROPERTY PUBLIC Target : INT\nSET\n  level := Target;\nEND_SET\nEND_PROPERTY\nEND_CLASS'
    .replaceAll('level', 'held')
    .replaceAll('Held', 'Level');
const two =
  'NAMESPACE A\nFUNCTION F : INT\nF := 1;\nEND_FUNCTION\nEND_NAMESPACE\nNAMESPACE B\nFUNCTION F : INT\nF := 2;\nEND_FUNCTION\nEND_NAMESPACE';
const start = (words: string, result = ' : INT', body = 'Start := 1;'): string =>
  `METHOD ${words} Start${result}\n  ${body}\nEND_METHOD`;
const main = (variables: string, body: string): string => `PROGRAM Main\nVAR\n${variables}\nEND_VAR\n${body}\nEND_PROGRAM`;
const extended = (inside: string, head = 'CLASS Pump EXTENDS Motor'): string => `${head}\n${inside}\nEND_CLASS`;

export const objectExamples: Readonly<Record<string, ExampleRecord>> = {
  ST2060: after(
    two,
    'PROGRAM Main\nUSING A, B;\nVAR\n  n : INT;\nEND_VAR\nn := F();\nEND_PROGRAM',
    'PROGRAM Main\nUSING A, B;\nVAR\n  n : INT;\nEND_VAR\nn := A.F();\nEND_PROGRAM',
  ),
  ST2061: files(
    `NAMESPACE A\nFUNCTION INTERNAL F : INT\nF := 1;\nEND_FUNCTION\nEND_NAMESPACE\n${main('n : INT;', 'n := A.F();')}`,
    `NAMESPACE A\nFUNCTION F : INT\nF := 1;\nEND_FUNCTION\nEND_NAMESPACE\n${main('n : INT;', 'n := A.F();')}`,
  ),
  ST2062: files(`USING Plant;\n${main('n : INT;', 'n := 1;')}`, main('n : INT;', 'n := 1;')),
  ST2063: files(main('n : INT;', 'THIS.n := 1;'), main('n : INT;', 'n := 1;')),
  ST2064: files('CLASS C\nMETHOD Go\n  SUPER.Go();\nEND_METHOD\nEND_CLASS', 'CLASS C\nMETHOD Go\n  ;\nEND_METHOD\nEND_CLASS'),
  ST2065: after(motor, main('m : Motor; n : INT;', 'n := m.hours;'), main('m : Motor; n : INT;', 'n := m.speed;')),
  ST2066: after(
    shape,
    'CLASS Circle EXTENDS Shape\nMETHOD PUBLIC OVERRIDE Area : REAL\n  Area := SUPER.Area();\nEND_METHOD\nEND_CLASS',
    'CLASS Circle EXTENDS Shape\nMETHOD PUBLIC OVERRIDE Area : REAL\n  Area := 3.14;\nEND_METHOD\nEND_CLASS',
  ),
  ST2067: after(tank, main('t : Tank; n : INT;', 'n := t.Level();'), main('t : Tank; n : INT;', 'n := t.Level;')),
  ST2068: after(motor, main('m : Motor;', 'm.Explode();'), main('m : Motor;', 'm.Stop();')),
  ST2069: after(motor, extended('METHOD Go\n  SUPER();\nEND_METHOD'), extended('METHOD Go\n  SUPER.Stop();\nEND_METHOD')),
  ST2070: files('PROGRAM Main\nMETHOD Go\n  ;\nEND_METHOD\nEND_PROGRAM', 'CLASS Worker\nMETHOD Go\n  ;\nEND_METHOD\nEND_CLASS'),
  ST2071: files('FUNCTION F EXTENDS G\n;\nEND_FUNCTION', 'FUNCTION F\n;\nEND_FUNCTION'),
  ST2072: after(
    'INTERFACE Startable\nEND_INTERFACE',
    'CLASS Pump EXTENDS Startable\nEND_CLASS',
    'CLASS Pump IMPLEMENTS Startable\nEND_CLASS',
  ),
  ST2073: after(
    'FUNCTION F : INT\nF := 1;\nEND_FUNCTION\nCLASS Base\nEND_CLASS',
    'CLASS C EXTENDS F\nEND_CLASS',
    'CLASS C EXTENDS Base\nEND_CLASS',
  ),
  ST2074: files('CLASS A EXTENDS A\nEND_CLASS', 'CLASS A\nEND_CLASS'),
  ST2075: files('CLASS FINAL A\nEND_CLASS\nCLASS B EXTENDS A\nEND_CLASS', 'CLASS A\nEND_CLASS\nCLASS B EXTENDS A\nEND_CLASS'),
  ST2076: files('CLASS Slow EXTENDS TON\nEND_CLASS', 'FUNCTION_BLOCK Slow EXTENDS TON\nSUPER();\nEND_FUNCTION_BLOCK'),
  ST2077: files(
    'CLASS Pump IMPLEMENTS Floating\nEND_CLASS',
    'INTERFACE Floating\nEND_INTERFACE\nCLASS Pump IMPLEMENTS Floating\nEND_CLASS',
  ),
  ST2078: files('CLASS Pump EXTENDS Machine\nEND_CLASS', 'CLASS Machine\nEND_CLASS\nCLASS Pump EXTENDS Machine\nEND_CLASS'),
  ST2079: files(
    'CLASS C\nPROPERTY PUBLIC P : INT\nGET\nVAR_INPUT\n  x : INT;\nEND_VAR\n  P := 1;\nEND_GET\nEND_PROPERTY\nEND_CLASS',
    'CLASS C\nPROPERTY PUBLIC P : INT\nGET\n  P := 1;\nEND_GET\nEND_PROPERTY\nEND_CLASS',
  ),
  ST2080: files(
    'CLASS A\nMETHOD ABSTRACT Go\nEND_METHOD\nEND_CLASS',
    'CLASS ABSTRACT A\nMETHOD ABSTRACT Go\nEND_METHOD\nEND_CLASS',
  ),
  ST2081: files(
    'CLASS ABSTRACT A\nVAR\n  n : INT;\nEND_VAR\nMETHOD ABSTRACT Go\n  n := 1;\nEND_METHOD\nEND_CLASS',
    'CLASS ABSTRACT A\nVAR\n  n : INT;\nEND_VAR\nMETHOD Go\n  n := 1;\nEND_METHOD\nEND_CLASS',
  ),
  ST2082: files('CLASS ABSTRACT FINAL A\nEND_CLASS', 'CLASS ABSTRACT A\nEND_CLASS'),
  ST2083: after(motor, extended('METHOD PUBLIC OVERRIDE Fly\n  ;\nEND_METHOD'), extended('METHOD PUBLIC Fly\n  ;\nEND_METHOD')),
  ST2084: after(motor, extended(start('PUBLIC OVERRIDE', ' : DINT')), extended(start('PUBLIC OVERRIDE'))),
  ST2085: after(
    motor,
    extended('METHOD PUBLIC OVERRIDE Stop\n  ;\nEND_METHOD'),
    extended('METHOD PUBLIC Halt\n  Stop();\nEND_METHOD'),
  ),
  ST2086: after(
    motor,
    extended('METHOD PRIVATE OVERRIDE Reset\n  ;\nEND_METHOD'),
    extended('METHOD PRIVATE Clear\n  ;\nEND_METHOD'),
  ),
  ST2087: after(motor, extended(start('PUBLIC')), extended(start('PUBLIC OVERRIDE'))),
  ST2088: after(motor, extended(start('PROTECTED OVERRIDE')), extended(start('PUBLIC OVERRIDE'))),
  ST2089: after(
    startable,
    extended(start(''), 'CLASS Pump IMPLEMENTS Startable'),
    extended(start('PUBLIC'), 'CLASS Pump IMPLEMENTS Startable'),
  ),
  ST2090: after(
    startable,
    extended('', 'CLASS Pump IMPLEMENTS Startable'),
    extended(start('PUBLIC'), 'CLASS Pump IMPLEMENTS Startable'),
  ),
  ST2091: after(
    `${shape}\nCLASS Square EXTENDS Shape\nMETHOD PUBLIC OVERRIDE Area : REAL\n  Area := 1.0;\nEND_METHOD\nEND_CLASS`,
    main('s : Shape; r : REAL;', 'r := 1.0;'),
    main('s : Square; r : REAL;', 'r := s.Area();'),
  ),
  ST2092: after(tank, main('t : Tank; n : INT;', 'n := t.Target;'), main('t : Tank; n : INT;', 'n := t.Level;')),
  ST2093: after(tank, main('t : Tank;', 't.Level := 5;'), main('t : Tank;', 't.Target := 5;')),
  ST2094: after(
    startable,
    `CLASS Pump\n${start('PUBLIC')}\nEND_CLASS\n${main('p : Pump; s : Startable; n : INT;', 's := p;\nn := s.Start();')}`,
    `CLASS Pump IMPLEMENTS Startable\n${start('PUBLIC')}\nEND_CLASS\n${main('p : Pump; s : Startable; n : INT;', 's := p;\nn := s.Start();')}`,
  ),
  ST2095: after(
    `${startable}\nCLASS Pump IMPLEMENTS Startable\n${start('PUBLIC')}\nEND_CLASS`,
    'PROGRAM Main\nVAR\n  s : Startable;\n  n : INT;\nEND_VAR\nVAR_TEMP\n  p : Pump;\nEND_VAR\ns := p;\nn := s.Start();\nEND_PROGRAM',
    'PROGRAM Main\nVAR\n  s : Startable;\n  n : INT;\n  p : Pump;\nEND_VAR\ns := p;\nn := s.Start();\nEND_PROGRAM',
  ),
  ST2096: after(
    `${startable}\nINTERFACE Driven EXTENDS Startable\nEND_INTERFACE`,
    main('s : Startable; d : Driven;', 'd := s;'),
    main('s : Startable; d : Driven;', 'd ?= s;'),
  ),
  ST2097: after(
    tank,
    main('t : Tank;', 'FOR t.Target := 1 TO 9 DO\n  ;\nEND_FOR;'),
    main('t : Tank; i : INT;', 'FOR i := 1 TO 9 DO\n  t.Target := i;\nEND_FOR;'),
  ),
  ST2098: files(
    'PROGRAM Main\nVAR PRIVATE\n  n : INT;\nEND_VAR\nn := 1;\nEND_PROGRAM',
    'PROGRAM Main\nVAR\n  n : INT;\nEND_VAR\nn := 1;\nEND_PROGRAM',
  ),
  ST2099: files('NAMESPACE A\nPROGRAM Main\n;\nEND_PROGRAM\nEND_NAMESPACE', 'PROGRAM Main\n;\nEND_PROGRAM'),
  ST2100: after(motor, main('m : Motor;', 'm();'), main('m : Motor;', 'm.Stop();')),
};
