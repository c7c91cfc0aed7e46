import { describe, expect, it } from 'vitest';
import type { LadderElement } from '#sandbox/iec61131/diagrams/ladder.ts';
import { nameOf, sentenceOf } from '#sandbox/iec61131/diagrams/sentence/sentence.ts';

const contact = (operand: string, form: 'no' | 'nc' = 'no'): LadderElement => ({ kind: 'contact', form, operand });
const coil = (operand: string): LadderElement => ({ kind: 'coil', form: 'plain', operand });

describe('a rung read aloud', () => {
  const rung: LadderElement[] = [
    { kind: 'parallel', branches: [[contact('Start')], [contact('Motor')]] },
    contact('Stop', 'nc'),
    coil('Motor'),
  ];
  it('says conditions and what happens then', () =>
    expect(sentenceOf({ title: 'Seal-in', rung }, 'en')).toBe('Seal-in: when Start or Motor, and not Stop, then Motor'));
  it('is said in Chinese', () => expect(sentenceOf({ rung }, 'zh-CN')).toBe('当 Start 或 Motor，且非 Stop 时，Motor 接通'));
  it('says what is missing', () => {
    expect(sentenceOf({ rung: [] }, 'en')).toBe('empty');
    expect(sentenceOf({ rung: [contact('')] }, 'en')).toBe('when not named, then nothing happens yet');
  });
  it('says each output that branches with its own condition', () =>
    expect(
      sentenceOf({ rung: [contact('A'), { kind: 'parallel', branches: [[coil('X')], [contact('B'), coil('Y')]] }] }, 'en'),
    ).toBe('when A, then X; when B, then Y'));
  it('calls an element by its symbol', () => expect(nameOf(contact('Stop', 'nc'), 'en')).toBe('normally closed contact Stop'));
});
