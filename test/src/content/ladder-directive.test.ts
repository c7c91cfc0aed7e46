/** `:::ladder`: a drawing, its sentence, the same in Structured Text; mistakes at the author's line. */
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '#content/markdown.ts';

const page = (text: string, locale: 'en' | 'zh-CN' = 'en') =>
  renderMarkdown({ text, locale, file: 'course/lesson/index.en.md', lineOffset: 7 });

const sealIn = `:::ladder[Seal-in]
\`\`\`ld
- rung:
    - parallel:
        - - no: Start
        - - no: Motor
    - no: Stop
    - coil: Motor
\`\`\`
:::
`;

describe('a ladder in a lesson', () => {
  it('is drawn, is a sentence to who hears it, and stands beside the same in Structured Text', () => {
    const { html, problems } = page(sealIn);
    expect(problems).toEqual([]);
    expect(html).toMatch(/<svg class="ld-rung" role="img" aria-label="when Start or Motor, and Stop, then Motor"/);
    const text = html.replace(/<svg[\s\S]*?<\/svg>/g, '').replace(/<[^>]+>/g, '');
    expect(text).toContain('Motor := (Start OR Motor) AND Stop;');
    expect(html).toContain('<figcaption>Seal-in</figcaption>');
  });

  it('says the sentence in Chinese on a Chinese page', () => {
    expect(page(sealIn, 'zh-CN').html).toMatch(/aria-label="[^"]*[\u4e00-\u9fff]/);
  });

  it('shows what the author writes instead of what is made', () => {
    const own = sealIn.replace('\n:::\n', '\n```st\nMotor := mine;\n```\n:::\n');
    const { html, problems } = page(own);
    expect(problems).toEqual([]);
    expect(html.replace(/<[^>]+>/g, '')).toContain('Motor := mine;');
    expect(html.replace(/<[^>]+>/g, '')).not.toContain('Motor := (Start');
  });

  it('draws boxes, comparisons and every coil without a question mark', () => {
    const { html, problems } = page(`:::ladder
\`\`\`ld
- title: Late <lamp>
  rung:
    - compare: [Level, '>=', 80.0]
    - box: TON
      instance: delay
      power: [IN, Q]
      inputs: { PT: T#5s }
    - parallel:
        - - set: Lamp
        - - negated-coil: Dark
\`\`\`
:::
`);
    expect(problems).toEqual([]);
    const texts = [...html.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);
    expect(texts).toEqual(expect.arrayContaining(['≥', 'Level', '80.0', 'delay', 'TON', 'T#5s', 'S', 'Lamp', 'Dark']));
    expect(texts).not.toContain('?');
    expect(html).toContain('Late &#x3C;lamp>');
  });

  it.each<[string, string, number]>([
    ['an element that does not exist', sealIn.replace('- no: Stop', '- open: Stop'), 7 + 7],
    ['an empty contact', sealIn.replace('- no: Stop', "- no: ''"), 7 + 7],
    ['no network', ':::ladder\n```ld\n# nothing\n```\n:::\n', 7 + 2],
    ['no drawing', ':::ladder\n```st\nA := B;\n```\n:::\n', 7 + 1],
    ['a sentence between', sealIn.replace('\n:::\n', '\nAnd so on.\n:::\n'), 7 + 10],
  ])('tells %s at its line', (_what, text, line) => {
    const { html, problems } = page(text);
    expect(problems.map((problem) => [problem.severity, problem.line])).toEqual([['error', line]]);
    expect(html).not.toContain('<figure');
  });
});
