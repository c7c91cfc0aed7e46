/** The lab's parameters: drawn per trainee from the seed, so that neighbours meet different plants and a reload the same one. */
import { formatValue, type Literal, parseLiteral } from '../controller/literal.ts';
import type { Refusal } from '../controller/region.ts';
import type { CellType, Value } from '../iec61131/codegen/compiled.ts';
import type { Words } from '../lab/drawn-words.ts';
import type { Lab } from '../lab/lab.ts';
import { Random } from './random.ts';

const millisecond = 1_000_000n;

/**
 * A value of `type` between `from` and `to`, both included: a whole millisecond for durations whose ends are whole, a whole
 * number for integers, any number for REAL and LREAL. Refuses ends that are no values of the type or stand the wrong way round.
 */
export function drawParameter(
  seed: number,
  name: string,
  type: CellType,
  from: Literal,
  to: Literal,
): { ok: true; value: Literal } | ({ ok: false } & Refusal) {
  const lower = parseLiteral(from, type);
  if (!lower.ok) return lower;
  const upper = parseLiteral(to, type);
  if (!upper.ok) return upper;
  if (Number(upper.value) < Number(lower.value)) {
    return {
      ok: false,
      code: 'parameter-range',
      message: {
        en: `The parameter ${name} goes from ${from} to ${to}, which is backwards. Write the smaller value first.`,
        'zh-CN': `参数 ${name} 的范围从 ${from} 到 ${to}，顺序颠倒。请先写较小的值。`,
      },
    };
  }
  return { ok: true, value: plain(drawBetween(Random.of(seed, `parameter ${name}`), type, lower.value, upper.value), type) };
}

function drawBetween(random: Random, type: CellType, lower: Value, upper: Value): Value {
  if (typeof lower === 'boolean' || typeof upper === 'boolean') return random.between(BigInt(lower), BigInt(upper)) === 1n;
  if (type === 'REAL' || type === 'LREAL') return Number(lower) + (Number(upper) - Number(lower)) * random.fraction();
  // Of two texts nothing lies between them: one or the other.
  if (typeof lower === 'string' || typeof upper === 'string') return random.between(0n, 1n) === 0n ? lower : upper;
  const from = BigInt(lower);
  const to = BigInt(upper);
  const step = (type === 'TIME' || type === 'LTIME') && from % millisecond === 0n && to % millisecond === 0n ? millisecond : 1n;
  const drawn = random.between(from / step, to / step) * step;
  return typeof lower === 'bigint' ? drawn : Number(drawn);
}

/** The word that each choice of the lab is for this seed. */
export function drawWords(lab: Lab, seed: number): Words {
  return Object.fromEntries(
    Object.entries(lab.definition.parameters).flatMap(([name, drawn]) => {
      if (!('choose' in drawn)) return [];
      const at = Random.of(seed, `parameter ${name}`).between(0n, BigInt(drawn.choose.length - 1));
      return [[name, drawn.choose[Number(at)]!]];
    }),
  );
}

const plain = (value: Value, type: CellType): Literal => (typeof value === 'bigint' ? formatValue(value, type) : value);
