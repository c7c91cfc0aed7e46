/** The device of most tests: a power meter with a bit of everything. */
import { BlockUnit, type ModbusMemory } from '#sandbox/protocols/modbus/memory.ts';

export function meter(): BlockUnit {
  return new BlockUnit(
    {
      coils: [{ address: 0, values: Array.from({ length: 2000 }, (_, index) => index % 3 === 0) }],
      'discrete-inputs': [{ address: 0, values: [true, false, true, true, false, false, true, false, true, true] }],
      'input-registers': [{ address: 0, values: [0x4367, 0x8000, 0x3f80, 0, 7] }],
      'holding-registers': [{ address: 0, values: Array.from({ length: 200 }, (_, index) => 100 + index) }],
    },
    { 0: 'Millwright', 1: 'PM-1', 2: '1.0', 4: 'Power meter', 128: 'Hall 3' },
  );
}

export const behindGateway = (unit = meter()): ModbusMemory => ({
  unit: (id) => (id === 1 ? unit : id === 9 ? 'path-unavailable' : 'unknown'),
});
