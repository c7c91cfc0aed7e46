import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosticCodes } from '../../../../sandbox/iec61131/diagnostic-catalogue.ts';
import { findConversion } from '../../../../sandbox/iec61131/semantics/conversion-names.ts';
import { editDistance, nearestName } from '../../../../sandbox/iec61131/semantics/did-you-mean.ts';
import {
  findStandardFunction,
  standardNamesLike,
  typedFunctions,
} from '../../../../sandbox/iec61131/semantics/function-names.ts';
import { standardFunctions } from '../../../../sandbox/iec61131/semantics/standard-functions.ts';

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('the catalogue of messages', () => {
  it('says the same in both languages, and ends its sentences', () => {
    for (const { code, template } of diagnosticCodes()) {
      expect([code, placeholders(template['zh-CN'])]).toEqual([code, placeholders(template.en)]);
      expect(template.en, code).toMatch(/[.?…)]$/);
      expect(template['zh-CN'], code).toMatch(/[。？）…]$/);
      expect(template['zh-CN'], code).toMatch(/\p{Script=Han}/u);
    }
  });
  it('has each code in one area only', async () => {
    const folder = join(import.meta.dirname, '../../../../sandbox/iec61131/messages');
    const codes: string[] = [];
    for (const file of readdirSync(folder)) {
      for (const area of Object.values(await import(join(folder, file)))) codes.push(...Object.keys(area as object));
    }
    expect(codes.sort()).toEqual(
      diagnosticCodes()
        .map(({ code }) => code)
        .sort(),
    );
  });
  it('documents every standard function in both languages', () => {
    for (const { name, doc } of [...standardFunctions(), ...typedFunctions()]) {
      expect(doc.en, name).not.toBe('');
      expect(doc['zh-CN'], name).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('did you mean', () => {
  it('counts edits, a swap of neighbours as one', () => {
    expect(editDistance('MOTR', 'MOTOR', 2)).toBe(1);
    expect(editDistance('MTOOR', 'MOTOR', 2)).toBe(1);
    expect(editDistance('PUMP', 'VALVE', 2)).toBe(3);
  });
  it('counts as the plain definition does, whatever the candidates', () => {
    const plain = (a: string, b: string): number => editDistance(a, b, Math.max(a.length, b.length));
    const word = fc.string({ unit: fc.constantFrom(...'ABCPQ_1'), minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 30 }), (name, candidates) => {
        const limit = Math.max(1, Math.floor(name.length / 3));
        const smallest = Math.min(...candidates.map((candidate) => plain(name, candidate)));
        const first = candidates.find((candidate) => plain(name, candidate) === smallest) ?? null;
        expect(nearestName(name, candidates)).toBe(smallest <= limit ? first : null);
      }),
      { numRuns: 500 },
    );
  });
  it.each([
    ['LEFT_STRNG', 'LEFT_STRING'],
    ['EQ_WSTRIN', 'EQ_WSTRING'],
    ['ADDINT', 'ADD_INT'],
    ['INT_T_REAL', 'INT_TO_REAL'],
    ['REAL_TRUNK_INT', 'REAL_TRUNC_INT'],
    ['LEFT_INT', null],
    ['AND_STRING', null],
  ])('%s is meant for %s', (name, meant) => {
    expect(nearestName(name, standardNamesLike(name))).toBe(meant);
  });
  it('names nothing that cannot be called', () => {
    for (const name of standardNamesLike('')) expect(findStandardFunction(name) ?? findConversion(name), name).not.toBeNull();
    expect(new Set(standardNamesLike('')).size).toBe(standardNamesLike('').length);
  });
  it('keeps silent when nothing is near', () => {
    expect(nearestName('Pump', ['Valve', 'Motor'])).toBeNull();
    expect(nearestName('strt', ['Stop', 'Start'])).toBe('Start');
  });
});
