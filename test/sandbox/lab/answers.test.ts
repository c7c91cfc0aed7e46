import { describe, expect, it } from 'vitest';
import { type AnswersOfLab, readAnswers, writeAnswers } from '#sandbox/lab/answers.ts';
import { answers } from '#sandbox/lab/schema-answers.ts';

const declared: AnswersOfLab = answers.parse({
  Voltage: { kind: 'number', unit: 'V', from: 0, to: 400 },
  Ready: { kind: 'yes-no' },
  Name: { kind: 'text', longest: 8 },
  Link: { kind: 'choice', options: ['wired', '5g-public'] },
});

const read = (text: string, byAuthor = false) => readAnswers(declared, text, byAuthor);
const places = (text: string) => read(text).problems.map(({ line, column, name }) => [line, column, name]);

describe('answers.yaml', () => {
  it('takes a number, yes or no, a text and a choice', () => {
    expect(read('Voltage: 230.5\nReady: false\nName: P-101\nLink: wired\n')).toEqual({
      values: { Voltage: 230.5, Ready: false, Name: 'P-101', Link: 'wired' },
      expressions: {},
      problems: [],
    });
  });

  it('a question without a value is not answered yet, and an empty file answers nothing', () => {
    for (const text of ['', '# later\n', 'Voltage:\nName: ""\n']) expect(read(text)).toMatchObject({ values: {}, problems: [] });
  });

  it('tells what is wrong at its line and column, and keeps the rest', () => {
    expect(places('Voltage: 401\nReady: perhaps\nName: much too long\nLink: rope\nVoltege: 1\n')).toEqual([
      [1, 10, 'Voltage'],
      [2, 8, 'Ready'],
      [3, 7, 'Name'],
      [4, 7, 'Link'],
      [5, 1, 'Voltege'],
    ]);
    expect(read('Voltage: many\nReady: true\n').values).toEqual({ Ready: true });
    expect(read('Voltege: 1\n').problems[0]?.message.en).toContain('Voltage');
    expect(read('Voltage: 401\n').problems[0]?.message['zh-CN']).toContain('0 至 400');
  });

  it('bounds belong to the range, and infinity and not-a-number do not', () => {
    expect(read('Voltage: 400').values).toEqual({ Voltage: 400 });
    for (const text of ['Voltage: .inf', 'Voltage: .nan', 'Voltage: [230]', 'Voltage: {a: 1}'])
      expect(places(text)).toHaveLength(1);
  });

  it('a text of digits is a text', () => {
    expect(read('Name: 17').values).toEqual({ Name: '17' });
  });

  it.each(['Voltage: 1\nVoltage: 2\n', '- 1\n', 'just words', 'Voltage: "230', '\tReady: true', '&a [*a]', '? [a]\n: 1'])(
    'never throws, and says something: %j',
    (text) => {
      expect(read(text).problems.length).toBeGreaterThan(0);
    },
  );

  it('an expression is for authors only', () => {
    expect(read('Voltage: "= plant.Voltage"').problems).toHaveLength(1);
    expect(read('Voltage: "= plant.Voltage"', true)).toEqual({
      values: {},
      expressions: { Voltage: 'plant.Voltage' },
      problems: [],
    });
  });

  it('what is written reads back', () => {
    const values = { Voltage: 12.5, Ready: true, Name: '= "a"', Link: 'wired' };
    expect(read(writeAnswers(values)).values).toEqual(values);
  });
});
