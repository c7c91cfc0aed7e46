/** What became of each variable when a program was changed: told from the rig's report and from its signals before and after. */
import type { WireSignal } from '#sandbox/wire/messages.ts';

export interface ChangeReport {
  kept: string[];
  /** A new name; `was`: the only variable of its type that went from the same place, so perhaps the same one renamed. */
  added: { path: string; was: string | null }[];
  retyped: { path: string; from: string; to: string }[];
  /** Started anew for a reason that is not to be seen from here: parts of arrays and structures, references. */
  other: string[];
  gone: string[];
}

type Signals = readonly Pick<WireSignal, 'name' | 'type' | 'kind'>[];

/** Paths as the rig reports them, without the controller's name. */
export function changeReport(
  controller: string,
  { kept, initialised }: { kept: readonly string[]; initialised: readonly string[] },
  before: Signals,
  after: Signals,
): ChangeReport {
  const was = variablesOf(controller, before);
  const is = variablesOf(controller, after);
  const gone = [...was.values()].filter(({ path }) => !is.has(path.toUpperCase()));
  const report: ChangeReport = { kept: [...kept], added: [], retyped: [], other: [], gone: gone.map(({ path }) => path) };
  for (const path of initialised) {
    const from = was.get(path.toUpperCase())?.type;
    const to = is.get(path.toUpperCase())?.type;
    if (to === undefined) report.other.push(path);
    else if (from === undefined) {
      const sameKind = (one: string) => parentOf(one) === parentOf(path);
      const candidates = gone.filter((one) => one.type === to && sameKind(one.path));
      const rivals = initialised.filter(
        (one) => !was.has(one.toUpperCase()) && is.get(one.toUpperCase())?.type === to && sameKind(one),
      );
      report.added.push({ path, was: candidates.length === 1 && rivals.length === 1 ? candidates[0]!.path : null });
    } else if (from !== to) report.retyped.push({ path, from, to });
    else report.other.push(path);
  }
  return report;
}

function variablesOf(controller: string, signals: Signals): Map<string, { path: string; type: string }> {
  const own = signals.filter(({ name, kind }) => kind === 'program' && name.startsWith(`${controller}.`));
  return new Map(
    own.map(({ name, type }) => {
      const path = name.slice(controller.length + 1);
      return [path.toUpperCase(), { path, type }];
    }),
  );
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.'))).toUpperCase();
}
