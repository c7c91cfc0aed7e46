/**
 * A test of a troubleshooting lab that is said to tell a fault must do so: its readings with that fault standing differ from those with
 * any other fault of the draw. Simulated, a fresh rig for each.
 */
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import type { Lab } from '../lab/lab.ts';
import { definitionFile } from '../lab/lint-report.ts';
import { drawnFault } from '../rig/troubleshooting.ts';
import type { ValueLiteral } from '../rig/types.ts';
import type { Proof } from './prove.ts';
import { takeRoute } from './take-route.ts';

/** Readings nearer to each other than this share of the larger are the same to a person at a gauge. */
const tolerance = 0.02;

/** The smallest seed that draws the fault. */
export function seedThatDraws(lab: Lab, fault: string): number {
  for (let seed = 1; seed < 10_000; seed++) if (drawnFault(lab, seed) === fault) return seed;
  throw new RangeError(`no seed draws ${fault}`);
}

export function proveTests(lab: Lab): Proof[] {
  const { draw = [], tests = [] } = lab.definition.troubleshooting ?? {};
  return tests
    .filter(({ tells }) => tells.length > 0)
    .map(({ id, tells }) => {
      const readings = new Map(
        draw.map((fault) => {
          const { made } = takeRoute(lab, [{ test: id }], seedThatDraws(lab, fault));
          return [fault, made[0]?.readings ?? {}] as const;
        }),
      );
      const same = tells.flatMap((fault) =>
        draw
          .filter((other) => other !== fault && !tells.includes(other) && alike(readings.get(fault)!, readings.get(other)!))
          .map((other) => [fault, other] as const),
      );
      return {
        about: definitionFile,
        name: { en: `test ${id} tells ${tells.join(', ')}`, 'zh-CN': `测试 ${id} 能显示 ${tells.join('、')}` },
        ok: same.length === 0,
        detail: same.length === 0 ? null : alikeSentence(id, same[0]!, readings.get(same[0]![0])!),
      };
    });
}

function alike(a: Readonly<Record<string, ValueLiteral>>, b: Readonly<Record<string, ValueLiteral>>): boolean {
  return Object.entries(a).every(([signal, value]) => {
    const other = b[signal];
    if (typeof value !== 'number' || typeof other !== 'number') return value === other;
    return Math.abs(value - other) <= tolerance * Math.max(Math.abs(value), Math.abs(other), Number.EPSILON);
  });
}

function alikeSentence(
  test: string,
  [fault, other]: readonly [string, string],
  readings: Readonly<Record<string, ValueLiteral>>,
): LocalizedText {
  const shown = Object.entries(readings)
    .map(([signal, value]) => `${signal} = ${value}`)
    .join(', ');
  return {
    en: `With ${fault} and with ${other} the test ${test} shows the same (${shown}). Read another signal, or take ${fault} out of its \`tells\`.`,
    'zh-CN': `存在 ${fault} 与存在 ${other} 时，测试 ${test} 的读数相同（${shown}）。请读取其他信号，或从 \`tells\` 中去掉 ${fault}。`,
  };
}
