/**
 * Units of a plant's signals. A plant says them where it declares a signal, at the head of the comment: `Level : LREAL; // mm, of water`. That is
 * a habit and not part of the format, so only a comment that begins with a unit of this list counts, with nothing, a comma or a stop behind it:
 * `s from standstill` and `m that a driver leaves` are sentences that happen to begin so.
 */
import type { Lab } from './lab.ts';

const units = [
  ...['mm', 'cm', 'm', 'km', 'm2', 'cm2', 'm3', 'mL', 'L', 'g', 'kg', 't'],
  ...['ms', 's', 'min', 'h', 'Hz', '1/s', '1/min', 'rad/s'],
  ...['mm/s', 'm/s', 'm/min', 'm/s2', 'g/s', 'kg/s', 'kg/h', 'mL/s', 'L/s', 'L/min', 'm3/s', 'm3/h'],
  ...['Pa', 'kPa', 'mbar', 'bar', 'N', 'kN', 'N m', '°C', 'K', '%', 'dB', 'dB(A)', 'rad', '°'],
  ...['V', 'mV', 'A', 'mA', 'W', 'kW', 'kWh', 'Ohm', 'kOhm'],
].map((unit) => unit.replaceAll(/[()]/g, '\\$&'));

/** As typed in Structured Text to what people write: m3/h to m³/h. */
const typeset = (unit: string): string =>
  unit.replace(/2\b/, '²').replace(/3\b/, '³').replace('N m', 'N·m').replace('Ohm', 'Ω').replace('1/min', 'min⁻¹');

const declaration = new RegExp(
  `^\\s*(\\w+)\\s*:\\s*(?:L?REAL|[US]?[SDL]?INT|BYTE|D?WORD)\\b[^;]*;\\s*//\\s*(${units.join('|')})\\s*(?:[,;:.(]|$)`,
  'gm',
);

/** By signal, for the plant's own inputs and outputs: `plant.Level` to `mm`. */
export function plantUnits(lab: Lab): Record<string, string> {
  const interfaceOnly = lab.plant.text.split(/^\s*(?:VAR|VAR_EXTERNAL)\b/m)[0] ?? '';
  return Object.fromEntries(
    [...interfaceOnly.matchAll(declaration)].map(([, name = '', unit = '']) => [`plant.${name}`, typeset(unit)]),
  );
}
