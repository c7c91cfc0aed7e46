import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadLabs } from '#sandbox/lab/load.ts';
import { labForBrowser } from '../../../src/workbench/lab-for-browser.ts';

const root = fileURLToPath(new URL('../../../labs', import.meta.url));
const { labs } = loadLabs([root]);

test.each([...labs.keys()])('%s: no check, solution, wrong answer, hint or plant reaches the browser', (slug) => {
  const lab = labs.get(slug)!;
  for (const locale of ['en', 'zh-CN'] as const) {
    const props = labForBrowser(lab, { locale, renderMarkdown: (markdown) => markdown, next: null });
    const sent = JSON.stringify(props);
    const given = new Set(Object.values(lab.start).flatMap((files) => files.map(({ text }) => text.trim())));
    const [first] = Object.keys(lab.start);
    expect(props.controllers[0]?.start).toEqual((locale === 'en' ? lab.start : lab.startIn?.['zh-CN'])?.[first!]);
    const secrets = [
      ...Object.values(lab.solutions).flatMap((programs) =>
        Object.values(programs)
          .flat()
          .map(({ text }) => text),
      ),
      ...Object.values(lab.wrong).flatMap((programs) =>
        Object.values(programs)
          .flat()
          .map(({ text }) => text),
      ),
      ...Object.values(lab.text[locale].steps).flatMap(({ hints }) => hints),
      ...Object.values(lab.text[locale].checks).flatMap(({ messages }) => Object.values(messages)),
      readFileSync(`${root}/${slug}/plant.st`, 'utf8'),
      // The untouched start may be a wrong answer too, and that one the trainee has.
    ].filter((text) => !given.has(text.trim()));
    expect(secrets.length).toBeGreaterThan(3);
    for (const secret of secrets) expect(sent).not.toContain(JSON.stringify(secret.trim()).slice(1, -1));
    for (const word of ['scenario', 'require', 'expect', 'ways'])
      expect(Object.keys(props.steps[0]?.checks[0] ?? {})).not.toContain(word);
    expect(props.steps.length).toBe(lab.definition.steps.length);
    expect(props.terminals.map(({ signal }) => signal)).toContain(`${props.controllers[0]?.name}.${props.terminals[0]?.name}`);
  }
});
