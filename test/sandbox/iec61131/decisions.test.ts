/** The programs of content/reference/language.*.md do what their comments say, and the pages name all that the language has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { folders } from '../../conformance/case.ts';
import { tablesIn } from '../../conformance/tables.ts';
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

/** Words of the language in the rows that say what it has; conversions are too many to name and stand as X_TO_Y. */
const features = folders()
  .flatMap(tablesIn)
  .flatMap(({ rows }) => Object.values(rows))
  .filter((row) => row.length === 2)
  .flatMap(([en]) => [...en.matchAll(/`[^`]+`|\b[A-Z][A-Z_]+\b/g)].flatMap(([part]) => part.match(/[A-Z][A-Z_0-9]+/g) ?? []))
  .filter((word) => !/^(?!TO_)[A-Z]+_TO_[A-Z]+$/.test(word) && !['IEC', 'ISO', 'BCD', 'ST'].includes(word));

test.each(['en', 'zh-CN'])('every feature that the conformance tables name has its place on the page (%s)', (locale) => {
  const page = readFileSync(join(import.meta.dirname, `../../../content/reference/language.${locale}.md`), 'utf8');
  const words = new Set(page.match(/[A-Z][A-Z_0-9]+/g));
  expect(features.length).toBeGreaterThan(300);
  expect([...new Set(features)].filter((word) => !words.has(word))).toEqual([]);
});

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
