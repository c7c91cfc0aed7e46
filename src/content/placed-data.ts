/** YAML of an author, read against a schema, with every mistake at its line. */
import type { z } from 'zod';
import { explainedAt } from '#sandbox/lab/key-anchor.ts';
import { explainIssues } from '#sandbox/lab/schema-issues.ts';
import { readYaml } from '#sandbox/lab/yaml-places.ts';
import { schemaOf } from './format/key-sections.ts';
import type { ContentProblem } from './problem.ts';

export interface PlacedData<T> {
  /** `null` when there is a problem. */
  data: T | null;
  problems: ContentProblem[];
}

/** Which format of the page on content: what its anchors begin with. */
export interface About {
  prefix: string;
}

/** Reads `text` as YAML and validates it; `lineOffset` lines of the file stand before it. */
export function readData<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  lineOffset = 0,
  about: About | null = null,
): PlacedData<z.output<S>> {
  const yaml = readYaml(file, text);
  const moved = (problems: readonly ContentProblem[]): ContentProblem[] =>
    problems.map((problem) => ({ ...problem, line: problem.line + lineOffset }));
  if (yaml.problems.length > 0) return { data: null, problems: moved(yaml.problems) };

  const explained = about === null ? null : { ...about, page: 'content-format', schema: () => schemaOf(schema) };
  const result = schema.safeParse(yaml.data ?? {});
  if (result.success) return { data: result.data, problems: [] };
  const unknown = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key): ContentProblem => {
          const place = yaml.keyPlace([...issue.path, key]);
          return {
            file,
            ...place,
            severity: 'error',
            ...(explained === null ? {} : { reference: explainedAt(explained, issue.path) }),
            message: {
              en: `There is no key \`${key}\` here. Remove it, or mend its spelling.`,
              'zh-CN': `这里没有键 \`${key}\`。请删去，或改正拼写。`,
            },
          };
        })
      : [],
  );
  const others = explainIssues(
    file,
    yaml,
    result.error.issues.filter((issue) => issue.code !== 'unrecognized_keys'),
    explained,
  );
  return { data: null, problems: moved([...unknown, ...others]) };
}

export interface SplitMarkdown {
  frontmatter: string;
  body: string;
  /** Lines before the body. */
  bodyOffset: number;
}

/** Parts a Markdown file at its `---` lines; a file without frontmatter has an empty one. */
export function splitFrontmatter(text: string): SplitMarkdown {
  const match = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?\n|)---[ \t]*(?:\r?\n|$)/.exec(text);
  if (!match) return { frontmatter: '', body: text, bodyOffset: 0 };
  return {
    frontmatter: match[1] ?? '',
    body: text.slice(match[0].length),
    bodyOffset: match[0].split('\n').length - 1,
  };
}
