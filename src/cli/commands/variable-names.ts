/** How `run` finds a variable by what a person types: `main.Motor`, `Motor` where that is clear, `%QX0.0`, or a whole block or array. */
import type { Cell, CompiledProgram } from '#sandbox/iec61131/codegen/compiled.ts';
import { cells } from '#sandbox/iec61131/index.ts';
import { nearestName } from '#sandbox/iec61131/semantics/did-you-mean.ts';
import { UsageError } from '../command.ts';

/** An array can be as big as the controller: of what is not named one by one, this many scalars are reported. */
const reportLimit = 1_000;

export class VariableNames {
  private readonly program: CompiledProgram;
  private readonly cellAt: (path: string) => Cell | null;

  /** `cellAt` finds a scalar by its full path or address, whatever its case. */
  constructor(program: CompiledProgram, cellAt: (path: string) => Cell | null) {
    this.program = program;
    this.cellAt = cellAt;
  }

  /** Every scalar of the program, up to the limit. */
  all(): Cell[] {
    return [...cells(this.program.layout, reportLimit)];
  }

  /** @throws UsageError when there is none of this name, or several. */
  scalar(name: string): Cell {
    const found = this.find(name);
    if (found !== null) return found;
    if (this.within(name).length > 0)
      throw new UsageError(`"${name}" has parts. Name one of them, e.g. ${this.within(name)[0]!.path}.`);
    throw this.unknown(name);
  }

  /** A scalar under the name that was given, or the scalars of a block, structure or array, each under a name that begins so. */
  watched(name: string): { name: string; cell: Cell }[] {
    const found = this.find(name);
    if (found !== null) return [{ name, cell: found }];
    const parts = this.within(name);
    if (parts.length === 0) throw this.unknown(name);
    return parts.map((cell) => ({ name: cell.path, cell }));
  }

  private get instances(): string[] {
    return this.program.tasks.flatMap(({ instances }) => instances);
  }

  private find(name: string): Cell | null {
    const found = this.cellAt(name);
    if (found !== null) return found;
    const inInstances = this.instances.map((instance) => this.cellAt(`${instance}.${name}`)).filter((cell) => cell !== null);
    if (inInstances.length > 1)
      throw new UsageError(`"${name}" is in several programs: write ${inInstances.map(({ path }) => path).join(' or ')}.`);
    return inInstances[0] ?? null;
  }

  private within(name: string): Cell[] {
    const under = [name, ...this.instances.map((instance) => `${instance}.${name}`)].map((path) => path.toUpperCase());
    return this.all().filter(({ path }) => {
      const upper = path.toUpperCase();
      return under.some((start) => upper.startsWith(`${start}.`) || upper.startsWith(`${start}[`));
    });
  }

  private unknown(name: string): UsageError {
    const paths = this.all().map(({ path }) => path);
    const short = paths.map((path) => path.slice(path.indexOf('.') + 1));
    const nearest = nearestName(name, [...paths, ...short]);
    return new UsageError(
      `The program has no variable "${name}". ${
        nearest === null
          ? 'Name it as instance.variable, e.g. main.Motor, or by its address, e.g. %QX0.0.'
          : `Did you mean "${nearest}"?`
      }`,
    );
  }
}
