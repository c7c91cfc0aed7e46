/** What several labs must agree on: prerequisites that exist and end somewhere, and ids of their own. */
import { didYouMean } from './did-you-mean.ts';
import type { Lab, LabProblem } from './lab.ts';

/** `folders` also holds the labs that could not be read: they exist, so naming them is no mistake. */
export function prerequisiteProblems(
  labs: ReadonlyMap<string, Lab>,
  fileOf: (slug: string) => string,
  folders: ReadonlySet<string>,
): LabProblem[] {
  const problems: LabProblem[] = [];
  const report = (slug: string, path: string, message: LabProblem['message']): void => {
    const place = labs.get(slug)?.places?.['lab.yaml']?.[path] ?? { line: 1, column: 1 };
    problems.push({ file: fileOf(slug), ...place, severity: 'error', message });
  };

  const owners = new Map<string, string>();
  for (const [slug, lab] of labs) {
    const owner = owners.get(lab.definition.id);
    if (owner !== undefined) {
      report(slug, 'id', {
        en: `This id already belongs to the lab ${owner}. Give each lab a new UUID.`,
        'zh-CN': `此 id 已属于实验 ${owner}。请为每个实验生成新的 UUID。`,
      });
    } else owners.set(lab.definition.id, slug);

    lab.definition.prerequisites.forEach((wanted, index) => {
      if (folders.has(wanted)) return;
      const near = didYouMean(wanted, folders);
      report(slug, `prerequisites/${index}`, {
        en: `There is no lab \`${wanted}\`.${near ? ` Did you mean \`${near}\`?` : ''}`,
        'zh-CN': `没有实验 \`${wanted}\`。${near ? `是否想写 \`${near}\`？` : ''}`,
      });
    });
  }

  // Each cycle is told once, at the lab of the cycle that comes first.
  const done = new Set<string>();
  const visit = (slug: string, way: string[]): void => {
    const at = way.indexOf(slug);
    if (at >= 0) {
      const cycle = [...way.slice(at), slug].join(' → ');
      const index = labs.get(slug)!.definition.prerequisites.indexOf(way[at + 1] ?? slug);
      report(slug, `prerequisites/${index}`, {
        en: `These labs wait for each other: ${cycle}. Remove one of the prerequisites.`,
        'zh-CN': `这些实验互为先决条件：${cycle}。请去掉其中一个先决条件。`,
      });
      return;
    }
    if (done.has(slug)) return;
    for (const next of labs.get(slug)?.definition.prerequisites ?? []) visit(next, [...way, slug]);
    done.add(slug);
  };
  for (const slug of labs.keys()) visit(slug, []);
  return problems;
}
