import { expect, it } from 'vitest';
import { readAnswers } from '#sandbox/lab/answers.ts';
import { answers } from '#sandbox/lab/schema-answers.ts';
import { faultOf, readTyped, typedAnswers, withAnswer } from '../../../../src/workbench/checks/answers-file.ts';

const voltage = { name: 'Voltage', label: 'Voltage', kind: 'number', unit: 'V', from: 0, to: 400 } as const;
const name = { name: 'Name', label: 'Name', kind: 'text', longest: 20 } as const;

it('one answer more leaves the others as they were, and an empty one goes', () => {
  const text = withAnswer(withAnswer('', 'Voltage', 230.5), 'Name', 'P: "1" #2');
  expect(typedAnswers(text)).toEqual({ Voltage: 230.5, Name: 'P: "1" #2' });
  expect(withAnswer(text, 'Voltage', null)).toBe('Name: "P: \\"1\\" #2"\n');
});

it('what the form writes is what the rig reads', () => {
  const declared = answers.parse({ Voltage: { kind: 'number' }, Name: { kind: 'text' }, Ready: { kind: 'yes-no' } });
  const text = withAnswer(withAnswer(withAnswer('', 'Voltage', -1.5e-7), 'Name', '= \\ 仪表'), 'Ready', false);
  expect(readAnswers(declared, text)).toMatchObject({
    values: { Voltage: -1.5e-7, Name: '= \\ 仪表', Ready: false },
    problems: [],
  });
});

it('a number is read with comma or point; what is none stays as it was typed, with what is wrong beside it', () => {
  expect(readTyped(voltage, ' 12,5 ')).toBe(12.5);
  expect(readTyped(voltage, '−3')).toBe(-3);
  expect(readTyped(voltage, '12 V')).toBe('12 V');
  expect(readTyped(name, '17')).toBe('17');
  expect([
    faultOf(voltage, '12 V'),
    faultOf(voltage, -3),
    faultOf(voltage, 401),
    faultOf(voltage, 400),
    faultOf(voltage, undefined),
  ]).toEqual(['no-number', 'below', 'above', null, null]);
});

it('a number that is being typed is no mistake, and its range is told before it is left', () => {
  expect(['2', '230,', '230.5', '401', '-'].map((typed) => faultOf(voltage, typed))).toEqual([
    null,
    null,
    null,
    'above',
    'no-number',
  ]);
});
