import { describe, expect, it } from 'vitest';
import { columnsOf, elide, wrap } from '#sandbox/iec61131/diagrams/layout/columns.ts';

describe('the width of a text', () => {
  it('is a column for a letter and two for a Chinese character', () => {
    expect(columnsOf('Motor')).toBe(5);
    expect(columnsOf('电机 M1')).toBe(7);
  });
});

describe('a text with too little room', () => {
  it('says that something was left out', () => expect(elide('ConveyorMotorRunning', 10)).toBe('ConveyorM…'));
  it('is counted in columns, not in characters', () => expect(elide('输送机电机运行', 8)).toBe('输送机…'));
  it('is left alone when it fits', () => expect(elide('Motor', 5)).toBe('Motor'));
  it('becomes one line', () => expect(elide('a\n  b', 10)).toBe('a b'));
});

describe('a comment', () => {
  it('is broken at spaces', () =>
    expect(wrap('the motor runs while started', 12)).toEqual(['the motor', 'runs while', 'started']));
  it('is broken between Chinese characters', () =>
    expect(wrap('按下启动按钮后电机运行', 10)).toEqual(['按下启动按', '钮后电机运', '行']));
  it('keeps its own lines', () => expect(wrap('one\n\ntwo', 10)).toEqual(['one', '', 'two']));
  it('has a word cut that is longer than a line', () => expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']));
});
