import { expect, it } from 'vitest';
import { findings } from './checking.ts';

const block = (inside: string, more = ''): string => `FUNCTION_BLOCK F\n${inside}\nEND_FUNCTION_BLOCK\n${more}`;

it.each([
  ['itself', block('METHOD Go : INT VAR_INPUT n : INT; END_VAR Go := Go(n - 1); END_METHOD'), ['ST4030@2']],
  [
    'each other',
    block(
      'METHOD Even : BOOL VAR_INPUT n : INT; END_VAR Even := n = 0 OR Odd(n - 1); END_METHOD\nMETHOD Odd : BOOL VAR_INPUT n : INT; END_VAR Odd := NOT Even(n); END_METHOD',
    ),
    ['ST4030@2'],
  ],
  [
    'a property and a method',
    block('METHOD Go : INT Go := Level + 1; END_METHOD\nPROPERTY Level : INT GET Level := THIS.Go(); END_GET END_PROPERTY'),
    ['ST4030@2'],
  ],
  [
    'by an override of what the base calls',
    block(
      'METHOD PUBLIC A : INT A := THIS.B(); END_METHOD\nMETHOD PUBLIC B : INT B := 1; END_METHOD',
      'FUNCTION_BLOCK G EXTENDS F\nMETHOD PUBLIC OVERRIDE B : INT B := A(); END_METHOD\nEND_FUNCTION_BLOCK',
    ),
    ['ST4030@6'],
  ],
  [
    'in a FOR whose bound calls',
    block('METHOD A VAR i : INT; END_VAR FOR i := 1 TO B() DO ; END_FOR; END_METHOD\nMETHOD B : INT A(); B := 1; END_METHOD'),
    ['ST4030@2'],
  ],
])('no methods come back to themselves on one instance: %s', (_, text, expected) => {
  expect(findings(text)).toEqual(expected);
});

it.each([
  ['a method called twice', block('METHOD A : INT A := B() + B(); END_METHOD\nMETHOD B : INT B := 1; END_METHOD')],
  [
    'SUPER from an override',
    block(
      'METHOD PUBLIC A : INT A := 1; END_METHOD',
      'FUNCTION_BLOCK G EXTENDS F\nMETHOD PUBLIC OVERRIDE A : INT A := SUPER.A() + 1; END_METHOD\nEND_FUNCTION_BLOCK',
    ),
  ],
  [
    'an abstract base whose hook nobody closes',
    `FUNCTION_BLOCK ABSTRACT F
METHOD PUBLIC A : INT A := B(); END_METHOD
METHOD PUBLIC ABSTRACT B : INT END_METHOD
END_FUNCTION_BLOCK
FUNCTION_BLOCK G EXTENDS F
METHOD PUBLIC OVERRIDE B : INT B := 1; END_METHOD
END_FUNCTION_BLOCK`,
  ],
  [
    'another instance, through an interface',
    'INTERFACE I METHOD Sum : INT END_METHOD END_INTERFACE CLASS Node IMPLEMENTS I VAR PUBLIC next : I; END_VAR METHOD PUBLIC Sum : INT IF next <> NULL THEN Sum := next.Sum() + 1; END_IF; END_METHOD END_CLASS',
  ],
  [
    'another instance, through a reference to its own class',
    'CLASS Node VAR PUBLIC next : REF_TO Node; END_VAR METHOD PUBLIC Sum : INT IF next <> NULL THEN Sum := next^.Sum() + 1; END_IF; END_METHOD END_CLASS',
  ],
])('but may: %s', (_, text) => {
  expect(findings(text)).toEqual([]);
});
