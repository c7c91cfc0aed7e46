import { expect, test } from 'vitest';
import { statementLines } from '#sandbox/iec61131/service/statement-lines.ts';

const linesOf = (text: string): number[] => statementLines({ name: 'main.st', text });

test('statements in every kind of body, not declarations, keywords and empty statements', () => {
  const text = `PROGRAM main
VAR
  a : INT := 3;
END_VAR
a := 1; a := 2;
IF a > 1 THEN
  a := 2;
ELSIF a = 0 THEN
  a := 3;
ELSE
  ;
END_IF;
CASE a OF
  1: a := 4;
ELSE
  a := 5;
END_CASE;
FOR a := 1 TO 3 DO
  WHILE FALSE DO
    EXIT;
  END_WHILE;
  REPEAT
    a := a +
      1;
  UNTIL TRUE END_REPEAT;
END_FOR;
END_PROGRAM`;
  expect(linesOf(text)).toEqual([5, 6, 7, 9, 13, 14, 16, 18, 19, 20, 22, 23]);
});

test('methods, properties and namespaces', () => {
  const text = `NAMESPACE N
FUNCTION_BLOCK B
METHOD Go
  RETURN;
END_METHOD
END_FUNCTION_BLOCK
END_NAMESPACE
FUNCTION f : INT
f := 1;
END_FUNCTION`;
  expect(linesOf(text)).toEqual([4, 9]);
});

test('a broken text gives what could be read', () => {
  expect(linesOf('PROGRAM main\na := 1;\nIF a THEN\n  b := ;\n')).toContain(2);
});
