/** The programs of content/reference/language.*.md do what their comments say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { RunningProgram } from './running-program.ts';

interface Section {
  heading: string;
  programs: string[];
}

function sectionsOf(locale: string): Section[] {
  const page = readFileSync(join(import.meta.dirname, `../../../content/reference/language.${locale}.md`), 'utf8');
  return page
    .split(/^## /m)
    .slice(1)
    .map((part) => ({
      heading: part.slice(0, part.indexOf('\n')),
      programs: [...part.matchAll(/```st\n([\s\S]*?)```/g)].map((match) => match[1]!),
    }));
}

const sections = sectionsOf('en');

test('both languages show the same programs, and every decision has one', () => {
  expect(sectionsOf('zh-CN').map(({ programs }) => programs)).toEqual(sections.map(({ programs }) => programs));
  for (const { heading, programs } of sections) expect(programs, heading).not.toEqual([]);
});

describe.each(sections)('$heading', ({ programs }) => {
  it.each(programs)('as its program says', (text) => {
    const claims = [...text.matchAll(/\/\/ (?:gives (ST\d+)|fault: (\w+)|(\w+) = (.+))$/gm)];
    expect(claims).not.toEqual([]);
    const { diagnostics, program } = compile([{ name: 'main.st', text }]);
    const refused = claims.flatMap(([, code]) => (code === undefined ? [] : [code]));
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(refused);
    if (refused.length > 0) return;
    const running = new RunningProgram(program!);
    const fault = running.scan();
    const line = (index: number) => text.slice(0, index).split('\n').length;
    const expected = claims.find(([, , kind]) => kind !== undefined);
    expect(fault === null ? null : `${fault.kind}@${fault.line}`).toBe(
      expected === undefined ? null : `${expected[2]}@${line(expected.index)}`,
    );
    // Of a variable that is named twice only the last value is still there.
    const last = new Map(claims.flatMap(([, , , name, value]) => (name === undefined ? [] : [[name, value] as const])));
    for (const [name, value] of last) expect(`${name} = ${String(running.get(`Main.${name}`))}`).toBe(`${name} = ${value}`);
  });
});
