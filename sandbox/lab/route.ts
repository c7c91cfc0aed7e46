/**
 * A route: how somebody goes about finding a fault, as an answer to a troubleshooting lab. `route.yaml` in a solution or a wrong
 * answer: tests in order, and the diagnosis that follows from what they show.
 */
import { z } from 'zod';
import type { LabProblem } from './lab.ts';
import { explainIssues } from './schema-issues.ts';
import { expression, slug } from './schema-words.ts';
import { readYaml } from './yaml-places.ts';

export const routeFile = 'route.yaml';

const routeSchema = z.strictObject({
  route: z
    .array(
      z.union([
        z.strictObject({ test: slug }),
        z.strictObject({
          if: expression.optional().describe('Over the signals as they are after the last test; else the route goes on.'),
          diagnose: slug,
        }),
        z.strictObject({ if: expression, test: slug }),
      ]),
    )
    .min(1),
});

export type Route = z.output<typeof routeSchema>['route'];

export function readRoute(file: string, text: string): { route: Route | null; problems: LabProblem[] } {
  const yaml = readYaml(file, text);
  if (yaml.problems.length > 0) return { route: null, problems: yaml.problems };
  const parsed = routeSchema.safeParse(yaml.data);
  if (!parsed.success) return { route: null, problems: explainIssues(file, yaml, parsed.error.issues) };
  return { route: parsed.data.route, problems: [] };
}
