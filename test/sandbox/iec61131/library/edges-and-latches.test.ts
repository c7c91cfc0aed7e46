import { expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

test('R_TRIG and F_TRIG report each edge for one scan, and no falling edge before there was one', () => {
  const program = start(main('r : R_TRIG; f : F_TRIG; clk : BOOL;', 'r(CLK := clk); f(CLK := clk);'));
  const seen = [0, 0, 1, 1, 0, 0, 1].map((clk) => {
    program.set('main.clk', clk);
    program.scan();
    return [program.get('main.r.Q'), program.get('main.f.Q')].map(Number).join('');
  });
  expect(seen).toEqual(['00', '00', '10', '00', '01', '00', '10']);
});

test('R_TRIG takes an input that is TRUE on the first scan as an edge, as the standard notes', () => {
  const program = start(main('r : R_TRIG; f : F_TRIG;', 'r(CLK := TRUE); f(CLK := TRUE);'));
  program.scan();
  expect(program.get('main.r.Q')).toBe(true);
  expect(program.get('main.f.Q')).toBe(false);
});

test('SR: set dominates; RS: reset dominates', () => {
  const program = start(main('a : SR; b : RS; s, r : BOOL;', 'a(S1 := s, R := r); b(S := s, R1 := r);'));
  const seen = (['00', '10', '00', '01', '00', '11', '00'] as const).map((inputs) => {
    program.set('main.s', Number(inputs[0]));
    program.set('main.r', Number(inputs[1]));
    program.scan();
    return [program.get('main.a.Q1'), program.get('main.b.Q1')].map(Number).join('');
  });
  expect(seen).toEqual(['00', '11', '11', '00', '00', '10', '10']);
});
