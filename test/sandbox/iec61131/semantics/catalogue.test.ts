import { describe, expect, it } from 'vitest';
import { diagnosticCodes } from '../../../../sandbox/iec61131/diagnostic-catalogue.ts';
import { editDistance, nearestName } from '../../../../sandbox/iec61131/semantics/did-you-mean.ts';
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
  it('documents every standard function in both languages', () => {
    for (const { name, doc } of standardFunctions()) {
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
  it('keeps silent when nothing is near', () => {
    expect(nearestName('Pump', ['Valve', 'Motor'])).toBeNull();
    expect(nearestName('strt', ['Stop', 'Start'])).toBe('Start');
  });
});
