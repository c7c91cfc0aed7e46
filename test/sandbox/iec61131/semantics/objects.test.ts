import { describe, expect, it } from 'vitest';
import { checked, findings } from './checking.ts';

const base = `INTERFACE I METHOD Go : INT VAR_INPUT n : INT; END_VAR END_METHOD END_INTERFACE
CLASS B VAR PRIVATE p : INT; END_VAR VAR PROTECTED q : INT; END_VAR VAR PUBLIC r : INT; END_VAR VAR PUBLIC CONSTANT c : INT := 1; END_VAR METHOD PUBLIC Go : INT VAR_INPUT n : INT; END_VAR Go := n + p + q; END_METHOD METHOD Guarded END_METHOD METHOD PRIVATE Own END_METHOD METHOD PUBLIC FINAL Last END_METHOD END_CLASS
`;
/** Findings in a class that extends B, on line 3. */
const derived = (text: string, head = 'EXTENDS B') => findings(`${base}CLASS D ${head} ${text} END_CLASS`);
const body = (declarations: string, statements: string) =>
  findings(`${base}PROGRAM P VAR b : B; i : I; n : INT; ${declarations} END_VAR\n${statements}\nEND_PROGRAM`);

describe('what may be overridden, and how', () => {
  it('an override is written OVERRIDE, and has something to override', () => {
    expect(derived('METHOD PUBLIC OVERRIDE Go : INT VAR_INPUT n : INT; END_VAR Go := n; END_METHOD')).toEqual([]);
    expect(derived('METHOD PUBLIC Go : INT VAR_INPUT n : INT; END_VAR Go := n; END_METHOD')).toEqual(['ST2087@3']);
    expect(derived('METHOD PUBLIC OVERRIDE Gone END_METHOD')).toEqual(['ST2083@3']);
  });
  it('keeps parameters, result and access', () => {
    expect(derived('METHOD PUBLIC OVERRIDE Go : DINT VAR_INPUT n : INT; END_VAR Go := n; END_METHOD')).toEqual(['ST2084@3']);
    expect(derived('METHOD PUBLIC OVERRIDE Go : INT VAR_INPUT m : INT; END_VAR Go := m; END_METHOD')).toEqual(['ST2084@3']);
    expect(derived('METHOD PUBLIC OVERRIDE Go : INT Go := 1; END_METHOD')).toEqual(['ST2084@3']);
    expect(derived('METHOD PROTECTED OVERRIDE Go : INT VAR_INPUT n : INT; END_VAR Go := n; END_METHOD')).toEqual(['ST2088@3']);
    expect(derived('METHOD OVERRIDE Go : INT VAR_INPUT n : INT; END_VAR Go := n; END_METHOD')).toEqual([]);
  });
  it('neither FINAL nor PRIVATE methods', () => {
    expect(derived('METHOD PUBLIC OVERRIDE Last END_METHOD')).toEqual(['ST2085@3']);
    expect(derived('METHOD PRIVATE OVERRIDE Own END_METHOD')).toEqual(['ST2086@3']);
  });
  it('what is ABSTRACT waits for an override, and has no body', () => {
    expect(findings('CLASS A METHOD ABSTRACT M END_METHOD END_CLASS')).toEqual(['ST2080@1']);
    expect(findings('CLASS ABSTRACT A METHOD ABSTRACT M ; END_METHOD END_CLASS\nCLASS C EXTENDS A END_CLASS')).toEqual([
      'ST2090@2',
    ]);
    expect(findings('CLASS ABSTRACT A VAR x : INT; END_VAR METHOD ABSTRACT M\nx := 1; END_METHOD END_CLASS')).toEqual([
      'ST2081@1',
    ]);
    expect(findings('CLASS ABSTRACT FINAL A END_CLASS')).toEqual(['ST2082@1']);
  });
});

describe('who may use what', () => {
  it('PRIVATE in its own type, PROTECTED in what extends it, PUBLIC everywhere', () => {
    expect(derived('METHOD M q := r; THIS.q := 1; END_METHOD')).toEqual([]);
    expect(derived('METHOD M p := 1; END_METHOD')).toEqual(['ST2065@3']);
    expect(derived('METHOD M THIS.p := 1; END_METHOD')).toEqual(['ST2065@3']);
    expect(derived('METHOD M Own(); END_METHOD')).toEqual(['ST2065@3']);
    expect(derived('METHOD M Guarded(); END_METHOD')).toEqual([]);
    expect(body('', 'n := b.r; b.r := 2;')).toEqual([]);
    expect(body('', 'n := b.q;')).toEqual(['ST2065@4']);
    expect(body('', 'b.Guarded();')).toEqual(['ST2065@4']);
    expect(body('', 'b.c := 2;')).toEqual(['ST2030@4']);
  });
  it('INTERNAL in its own namespace', () => {
    const text = (use: string) =>
      findings(`NAMESPACE A CLASS C METHOD INTERNAL M END_METHOD END_CLASS FUNCTION_BLOCK INTERNAL Hidden END_FUNCTION_BLOCK
FUNCTION_BLOCK F VAR c : C; h : Hidden; END_VAR c.M(); h(); END_FUNCTION_BLOCK END_NAMESPACE
PROGRAM P VAR c : A.C; f : A.F; END_VAR\n${use}\nf(); END_PROGRAM`);
    expect(text('')).toEqual([]);
    expect(text('c.M();')).toEqual(['ST2065@4']);
    expect(
      findings(
        'NAMESPACE A FUNCTION INTERNAL F : INT F := 1; END_FUNCTION END_NAMESPACE\nPROGRAM P VAR n : INT; END_VAR\nn := A.F(); END_PROGRAM',
      ),
    ).toEqual(['ST2061@3']);
  });
});

describe('what extends and implements what', () => {
  it('one base that can be extended', () => {
    expect(findings('CLASS A EXTENDS A END_CLASS')).toEqual(['ST2074@1']);
    expect(findings('CLASS A EXTENDS C END_CLASS\nCLASS C EXTENDS A END_CLASS')).toEqual(['ST2074@2']);
    expect(findings('CLASS FINAL A END_CLASS\nCLASS C EXTENDS A END_CLASS')).toEqual(['ST2075@2']);
    expect(findings('CLASS A END_CLASS CLASS B END_CLASS\nCLASS C EXTENDS A, B END_CLASS')).toEqual(['ST1050@2']);
    expect(findings('CLASS A EXTENDS TON END_CLASS')).toEqual(['ST2076@1']);
    expect(findings('FUNCTION_BLOCK A EXTENDS TONN END_FUNCTION_BLOCK')).toEqual(['ST2002@1']);
    expect(findings('INTERFACE I END_INTERFACE\nCLASS A EXTENDS I END_CLASS')).toEqual(['ST2072@2']);
    expect(findings('INTERFACE I EXTENDS I END_INTERFACE')).toEqual(['ST2074@1']);
  });
  it('every method that an interface promises, PUBLIC, with its signature', () => {
    expect(findings(`${base}CLASS D IMPLEMENTS I END_CLASS`)).toEqual(['ST2090@3']);
    expect(derived('', 'EXTENDS B IMPLEMENTS I')).toEqual([]);
    expect(
      findings(`${base}CLASS D IMPLEMENTS I METHOD Go : INT VAR_INPUT n : INT; END_VAR Go := n; END_METHOD END_CLASS`),
    ).toEqual(['ST2089@3']);
    expect(findings(`${base}CLASS D IMPLEMENTS I METHOD PUBLIC Go : INT Go := 1; END_METHOD END_CLASS`)).toEqual(['ST2084@3']);
    expect(findings(`${base}CLASS D IMPLEMENTS J END_CLASS`)).toEqual(['ST2077@3']);
    expect(
      findings(`${base}INTERFACE J EXTENDS I METHOD More END_METHOD END_INTERFACE\nCLASS D EXTENDS B IMPLEMENTS J END_CLASS`),
    ).toEqual(['ST2090@4']);
  });
  it('no method belongs to a program or function', () => {
    expect(findings('PROGRAM P METHOD M END_METHOD END_PROGRAM')).toEqual(['ST2070@1']);
    expect(findings('FUNCTION F EXTENDS G END_FUNCTION')).toEqual(['ST2071@1']);
  });
  it('no statement stands in a class or interface itself, and no variable in an interface', () => {
    expect(findings('CLASS C VAR a : INT; END_VAR\na := 1;\nEND_CLASS')).toEqual(['ST1051@2']);
    expect(findings('INTERFACE I METHOD M\nx := 1; END_METHOD END_INTERFACE')).toEqual(['ST1051@2']);
    expect(findings('INTERFACE I VAR a : INT; END_VAR END_INTERFACE')).toEqual(['ST1053@1']);
  });
});

describe('calls', () => {
  it('name methods that are there', () => {
    expect(body('', 'n := b.Goo(1);')).toEqual(['ST2002@4']);
    expect(body('', 'b.Nothing();')).toEqual(['ST2068@4']);
    expect(body('', 'n := i.Go(n := TRUE);')).toEqual(['ST3004@4']);
    expect(body('', 'n := b.Last();')).toEqual(['ST4012@4']);
    expect(body('', 'b();')).toEqual(['ST2100@4']);
  });
  it('THIS and SUPER exist where there is an instance, and a base', () => {
    expect(body('', 'THIS.n := 1;')).toEqual(['ST2063@4']);
    expect(findings('CLASS C METHOD M SUPER.M(); END_METHOD END_CLASS')).toEqual(['ST2064@1']);
    expect(derived('METHOD M SUPER(); END_METHOD')).toEqual(['ST2069@3']);
    expect(
      findings(
        'CLASS ABSTRACT A METHOD PUBLIC ABSTRACT M END_METHOD END_CLASS\nCLASS C EXTENDS A METHOD PUBLIC OVERRIDE M\nSUPER.M(); END_METHOD END_CLASS',
      ),
    ).toEqual(['ST2066@3']);
  });
  it('a method that calls itself is refused', () => {
    expect(derived('METHOD M : INT M := M(); END_METHOD')).toContain('ST4030@3');
  });
  it('no instance is made of what is ABSTRACT', () => {
    expect(findings('CLASS ABSTRACT A END_CLASS\nPROGRAM P VAR a : A; b : ARRAY [1..2] OF A; END_VAR END_PROGRAM')).toEqual([
      'ST2091@2',
      'ST2091@2',
    ]);
  });
});

describe('values of interfaces', () => {
  it('come from what implements them', () => {
    expect(body('', 'i := b;')).toEqual(['ST2094@4']);
    expect(body('', 'i := 5;')).toEqual(['ST3002@4']);
    expect(body('j : J;', 'i := j; i ?= j; j ?= i;')).toEqual(['ST2003@3']);
    expect(
      findings(
        `${base}INTERFACE J EXTENDS I END_INTERFACE PROGRAM P VAR i : I; j : J; END_VAR\ni := j; j ?= i;\nj := i;\nEND_PROGRAM`,
      ),
    ).toEqual(['ST2096@5']);
  });
  it('do not outlive what they designate', () => {
    expect(
      findings(
        `${base}CLASS D EXTENDS B IMPLEMENTS I END_CLASS PROGRAM P VAR i : I; END_VAR VAR_TEMP d : D; END_VAR\ni := d;\nEND_PROGRAM`,
      ),
    ).toEqual(['ST2095@4']);
  });
});

describe('properties', () => {
  const p =
    'CLASS C VAR v : INT; END_VAR PROPERTY PUBLIC R : INT GET R := v; END_GET END_PROPERTY PROPERTY PUBLIC W : INT SET v := W; END_SET END_PROPERTY END_CLASS\n';
  const use = (text: string) => findings(`${p}PROGRAM P VAR c : C; n : INT; END_VAR\n${text}\nEND_PROGRAM`);
  it('are read where they have GET and written where they have SET', () => {
    expect(use('n := c.R; c.W := n;')).toEqual([]);
    expect(use('c.R := 1;')).toEqual(['ST2093@3']);
    expect(use('n := c.W;')).toEqual(['ST2092@3']);
    expect(use('n := c.R();')).toEqual(['ST2067@3']);
    expect(use('c.W := TRUE;')).toEqual(['ST3004@3']);
  });
  it('are no variables', () => {
    expect(use('FOR c.W := 1 TO 2 DO ; END_FOR;')).toEqual(['ST2097@3']);
    expect(findings('CLASS C PROPERTY PUBLIC R : INT END_PROPERTY END_CLASS')).toEqual(['ST1052@1']);
  });
});

describe('namespaces', () => {
  const two =
    'NAMESPACE A FUNCTION F : INT F := 1; END_FUNCTION END_NAMESPACE NAMESPACE B FUNCTION F : INT F := 2; END_FUNCTION END_NAMESPACE\n';
  it('two used ones with the same name need the full name', () => {
    expect(findings(`${two}PROGRAM P USING A, B; VAR n : INT; END_VAR\nn := F();\nEND_PROGRAM`)).toEqual(['ST2060@3']);
    expect(findings(`${two}PROGRAM P USING A, B; VAR n : INT; END_VAR\nn := A.F() + B.F();\nEND_PROGRAM`)).toEqual([]);
  });
  it('USING names one that exists', () => {
    expect(findings('USING Plant;\nNAMESPACE Plants END_NAMESPACE')).toEqual(['ST2002@1']);
    expect(findings('USING Plant;')).toEqual(['ST2062@1']);
  });
  it('hold no program', () => {
    expect(findings('NAMESPACE A PROGRAM P END_PROGRAM END_NAMESPACE')).toEqual(['ST2099@1']);
  });
  it('an unclosed one is told of once', () => {
    expect(findings('NAMESPACE A\nFUNCTION F : INT F := 1; END_FUNCTION')).toEqual(['ST1012@1']);
  });
});

it('words mean what they name: definitions of methods, interfaces and namespaced types are found', () => {
  const { symbols } = checked(`${base}PROGRAM P VAR b : B; i : I; n : INT; END_VAR\nn := b.Go(1) + i.Go(2);\nEND_PROGRAM`);
  const methods = symbols.references
    .filter(({ target }) => target.kind === 'method')
    .map(({ target }) => (target.kind === 'method' ? target.method.name : ''));
  expect(methods).toEqual(expect.arrayContaining(['B.Go', 'I.Go']));
  expect(symbols.references.filter(({ target }) => target.kind === 'interface').length).toBeGreaterThanOrEqual(2);
});
