/** A reference controller: a checked program with its variables, scanned by the interpreter. */
import type { CheckedProgram, InstanceSetting, Variable } from '#sandbox/iec61131/semantics/checked.ts';
import { NotCovered, type Scalar } from './arithmetic.ts';
import { type Box, copyBox, type Instance, makeBox, makeInstance, scalarsOf, type Value } from './boxes.ts';
import { Image } from './image.ts';
import { Interpreter } from './interpreter.ts';

export class ReferenceMachine {
  readonly #program: CheckedProgram;
  readonly #globals = new Map<Variable, Box>();
  readonly #instances = new Map<string, Instance>();
  readonly #image = new Image();
  readonly #interpreter = new Interpreter(this.#globals, this.#image);

  constructor(program: CheckedProgram) {
    if (program.tests) throw new NotCovered('tests');
    this.#program = program;
    for (const variable of program.globals)
      this.#globals.set(variable, this.#located(variable) ?? makeBox(variable.type, variable.initial));
    for (const { name, program: pou } of program.instances) {
      const instance = makeInstance(pou);
      for (const variable of [...pou.parameters, ...pou.locals]) {
        const located = this.#located(variable);
        if (located) instance.members.set(variable, located);
      }
      this.#instances.set(name, instance);
      this.#interpreter.refer(instance.members, instance);
    }
    this.#interpreter.refer(this.#globals, null);
    for (const setting of program.settings ?? []) this.#configure(setting);
  }

  /** What was carried out, and how often. */
  get met(): ReadonlyMap<string, number> {
    return this.#interpreter.met;
  }

  /** One scan of a task; a fault is thrown. */
  scan(task: number, nanoseconds: bigint): void {
    this.#interpreter.begin(nanoseconds);
    for (const { name, task: own, run } of this.#program.instances) {
      if (own !== task) continue;
      if (run) throw new NotCovered('connected programs');
      this.#interpreter.run(this.#instances.get(name)!);
    }
  }

  *scalars(): Generator<[path: string, value: Value]> {
    for (const [variable, box] of this.#globals) yield* scalarsOf(variable.name, box);
    for (const [name, instance] of this.#instances) yield* scalarsOf(name, instance);
  }

  /** A variable at an address lives in the image. */
  #located(variable: Variable): Box | null {
    if (!variable.address) return null;
    const box = this.#image.cell(variable.address, variable.type);
    if (variable.initial !== null) box.set(variable.initial as Scalar);
    return box;
  }

  /** VAR_CONFIG: a single instance's own beginning, or its address. Clause 6.5.5.3. */
  #configure({ instance, path, address, initial }: InstanceSetting): void {
    let owner =
      typeof instance === 'number' ? this.#instances.get(this.#program.instances[instance]!.name) : this.#globals.get(instance);
    for (const variable of path.slice(0, -1))
      owner = owner?.kind === 'instance' ? (owner.members.get(variable) as Instance) : undefined;
    const variable = path.at(-1);
    if (owner?.kind !== 'instance' || !variable) throw new Error('VAR_CONFIG names no instance');
    if (address) owner.members.set(variable, this.#image.cell(address, variable.type));
    if (initial !== null) copyBox(makeBox(variable.type, initial), owner.members.get(variable)!);
  }
}
