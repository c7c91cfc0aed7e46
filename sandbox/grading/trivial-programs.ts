/** Programs that nobody would call an answer: every output FALSE, every output TRUE, every output like an input. */
import type { SourceFile } from '../iec61131/diagnostics.ts';
import type { Lab } from '../lab/lab.ts';
import { labSignals } from '../lab/signals.ts';

export type Programs = Record<string, SourceFile[]>;

interface Terminal {
  name: string;
  at: string;
  type: string;
}

/** By what they do, for messages. A lab whose outputs have no input of their type has no program that follows its inputs. */
export function trivialPrograms(lab: Lab): Map<string, Programs> {
  return new Map([
    ['all-false', programs(lab, ({ type }) => (type === 'BOOL' ? 'FALSE' : '0'))],
    ['all-true', programs(lab, ({ type }) => highest(type))],
    ['follows-inputs', programs(lab, ({ type }, index, inputs) => nth(inputs, type, index) ?? (type === 'BOOL' ? 'FALSE' : '0'))],
  ]);
}

/** TRUE, or a number that is much for what stands on a terminal of this type. */
function highest(type: string): string {
  if (type === 'BOOL') return 'TRUE';
  if (type === 'SINT') return '127';
  return { BYTE: '16#FF', USINT: '255', WORD: '16#FFFF', DWORD: '16#FFFFFFFF', REAL: '1000.0', LREAL: '1000.0' }[type] ?? '32767';
}

/** The `index`th input of this type, beginning again behind the last. */
function nth(inputs: readonly Terminal[], type: string, index: number): string | null {
  const fitting = inputs.filter((input) => input.type === type);
  return fitting.length === 0 ? null : fitting[index % fitting.length]!.name;
}

function programs(lab: Lab, value: (output: Terminal, index: number, inputs: Terminal[]) => string): Programs {
  const { byName } = labSignals(lab);
  return Object.fromEntries(
    Object.entries(lab.definition.rig.controllers).map(([name, controller]) => {
      const terminals = (wired: Record<string, { at: string }>, prefix: string): Terminal[] =>
        Object.entries(wired).map(([terminal, { at }], index) => ({
          name: `${prefix}${index + 1}`,
          at,
          type: byName.get(`${name}.${terminal}`.toUpperCase())?.type ?? 'BOOL',
        }));
      const inputs = terminals(controller.inputs, 'i');
      const outputs = terminals(controller.outputs, 'q');
      const text = [
        'PROGRAM main',
        'VAR',
        ...[...inputs, ...outputs].map((terminal) => `  ${terminal.name} AT ${terminal.at} : ${terminal.type};`),
        'END_VAR',
        ...outputs.map((output, index) => `  ${output.name} := ${value(output, index, inputs)};`),
        'END_PROGRAM',
        '',
      ].join('\n');
      return [name, [{ name: 'trivial.st', text }]];
    }),
  );
}
