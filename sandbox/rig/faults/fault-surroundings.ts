/** The ends of a rig's wires and the variables of its plant, as its faults reach them. */
import { type Terminal, terminalCell } from '../../controller/terminal.ts';
import type { Cell } from '../../iec61131/codegen/compiled.ts';
import type { Plant } from '../../plant/plant.ts';
import type { Conditions } from '../conditions.ts';
import type { Station } from '../station.ts';
import type { FaultPoint, FaultSurroundings } from './fault-engine.ts';

/** An input's wire ends at the controller, an output's at the plant. */
export function faultSurroundings(
  plant: Plant,
  stations: readonly Station[],
  conditions: Conditions,
  impair: FaultSurroundings['impair'],
): FaultSurroundings {
  const inPlant = (cell: Cell): FaultPoint => ({
    type: cell.type,
    read: () => plant.loaded.read(cell),
    write: (value) => plant.loaded.write(cell, value),
  });
  const ends = new Map<string, NonNullable<ReturnType<FaultSurroundings['wireEnd']>>>();
  for (const { name, controller, wiring } of stations) {
    const { loaded } = controller;
    const key = (terminal: Terminal): string => `${name}.${terminal.name}`.toUpperCase();
    for (const { terminal } of wiring.inputs) {
      const cell = terminalCell(terminal, controller.program);
      if (!cell) continue;
      const point = { type: cell.type, read: () => loaded.read(cell), write: loaded.write.bind(loaded, cell) };
      ends.set(key(terminal), { direction: 'input', point });
    }
    for (const { terminal, plant: cell } of wiring.outputs)
      ends.set(key(terminal), { direction: 'output', point: inPlant(cell) });
  }
  return {
    wireEnd: (terminal) => ends.get(terminal.toUpperCase()) ?? null,
    plantPoint: (name) => {
      const cell = plant.loaded.cell(name);
      return cell && inPlant(cell);
    },
    holds: (condition) => conditions.holds(condition),
    impair,
  };
}
