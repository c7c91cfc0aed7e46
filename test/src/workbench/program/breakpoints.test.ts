import { expect, test } from 'vitest';
import { Breakpoints } from '../../../../src/workbench/program/breakpoints.ts';

function shelf(first: string | null = null) {
  let kept = first;
  return {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value;
    },
  };
}

test('come and go, in order, by controller and file, and stay for the next visit', () => {
  const storage = shelf();
  const breakpoints = new Breakpoints('lab', storage);
  breakpoints.toggle('plc', 'main.st', 12);
  breakpoints.toggle('plc', 'main.st', 3);
  breakpoints.toggle('plc', 'seal.st', 5);
  breakpoints.toggle('other', 'main.st', 1);
  breakpoints.toggle('plc', 'seal.st', 5);
  expect(breakpoints.all('plc')).toEqual({ 'main.st': [3, 12] });
  expect(new Breakpoints('lab', storage).all('plc')).toEqual({ 'main.st': [3, 12] });
  expect(new Breakpoints('lab', storage).all('other')).toEqual({ 'main.st': [1] });
});

test('tell of a change, and only of a change', () => {
  const breakpoints = new Breakpoints('lab', shelf());
  let told = 0;
  breakpoints.subscribe(() => {
    told += 1;
  });
  breakpoints.set('plc', 'main.st', [4, 4, 2]);
  breakpoints.set('plc', 'main.st', [2, 4]);
  expect(breakpoints.of('plc', 'main.st')).toEqual([2, 4]);
  expect(told).toBe(1);
});

test.each(['{', '7', 'null', '{"plc/main.st":"x"}', '{"plc/main.st":["a",-1]}'])('what is damaged is as nothing: %s', (kept) => {
  expect(new Breakpoints('lab', shelf(kept)).of('plc', 'main.st')).toEqual([]);
});
