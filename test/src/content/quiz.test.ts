import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../src/content/markdown.ts';
import { type Answer, judge, optionId } from '../../../src/content/quiz-kinds.ts';
import { t } from '../../../src/i18n/site.ts';

function ask(source: string) {
  const { html, quizzes, problems } = renderMarkdown({ text: source, locale: 'en', file: 'x.md' });
  const [quiz] = quizzes.values();
  const answer = (given: Answer) => {
    if (!quiz) throw new Error(JSON.stringify(problems));
    return judge(quiz, given, t('en'));
  };
  return { html, problems, answer };
}

const choice = ask(`:::quiz{id=stop kind=choice}
Why closed?

- [ ] It is cheaper.
  > Both cost **the same**.
- [x] A broken wire stops the motor.

> That is fail-safe.
:::`);

describe('a choice', () => {
  it('tells the feedback of the option chosen, and the explanation only with the right one', () => {
    expect(choice.answer(optionId('stop', 'option', 'It is cheaper.'))).toEqual({
      correct: false,
      feedbackHtml: '<p>Both cost <strong>the same</strong>.</p>',
    });
    expect(choice.answer(optionId('stop', 'option', 'A broken wire stops the motor.'))).toEqual({
      correct: true,
      feedbackHtml: '<p>That is fail-safe.</p>',
    });
    expect(choice.answer('no-such-option').correct).toBe(false);
    expect(choice.answer(['a']).correct).toBe(false);
  });

  it('sends no right answer, feedback or explanation to the browser', () => {
    expect(choice.html).not.toMatch(/fail-safe|the same|checked|data-correct|right="true"/);
  });

  it('is refused without exactly one right option', () => {
    const two = ask(':::quiz{id=a kind=choice}\nQ\n\n- [x] a\n- [x] b\n:::');
    expect(two.problems[0]?.message.en).toContain('exactly one right option; here 2');
    expect(two.html).not.toContain('mw-quiz');
  });
});

describe('several choices', () => {
  const several = ask(':::quiz{id=m kind=multiple}\nQ\n\n- [x] a\n- [ ] b\n  > Not b.\n- [x] c\n:::');
  const id = (text: string) => optionId('m', 'option', text);
  it('needs all right ones and no other', () => {
    expect(several.answer([id('a'), id('c')]).correct).toBe(true);
    expect(several.answer([id('a')]).feedbackHtml).toContain('something is missing');
    expect(several.answer([id('a'), id('b'), id('c')])).toEqual({ correct: false, feedbackHtml: '<p>Not b.</p>' });
    expect(several.answer([]).correct).toBe(false);
  });
});

describe('a number', () => {
  const number = ask(
    ':::quiz{id=n kind=number tolerance=0.5 unit=ms}\nHow long?\n\n- [x] 10\n- [ ] 100\n  > That is ten scans.\n:::',
  );
  it('accepts the bounds of its tolerance, and not more', () => {
    expect(number.answer('9.5').correct).toBe(true);
    expect(number.answer('10.5').correct).toBe(true);
    expect(number.answer('10.51').correct).toBe(false);
    expect(number.answer(9.4).correct).toBe(false);
  });
  it('reads what people write: unit, comma, full width', () => {
    for (const text of ['10 ms', '10ms', '１０', '10,0', ' 10 '])
      expect([text, number.answer(text).correct]).toEqual([text, true]);
    expect(number.answer('ten').feedbackHtml).toContain('could not be read as a number');
  });
  it('knows foreseen mistakes, and shows none of them', () => {
    expect(number.answer('100').feedbackHtml).toBe('<p>That is ten scans.</p>');
    expect(number.html).not.toMatch(/>\s*10\s*<|ten scans/);
  });
  it('is refused when an answer is no number', () => {
    expect(ask(':::quiz{id=n kind=number}\nQ\n\n- [x] 10 ms\n:::').problems).toHaveLength(1);
  });
});

describe('a short text', () => {
  const text = ask(':::quiz{id=t kind=text}\nThe name?\n\n- [x] seal-in\n- [x] latching circuit\n:::');
  it('does not mind case, spaces and width', () => {
    for (const given of ['Seal-In', ' latching  circuit. ', 'ＳＥＡＬ-ＩＮ'])
      expect([given, text.answer(given).correct]).toEqual([given, true]);
    expect(text.answer('sealin').correct).toBe(false);
    expect(text.html).not.toContain('latching');
  });
});

describe('an order', () => {
  const order = ask(':::quiz{id=o kind=order}\nThe scan?\n\n1. read\n2. run\n3. write\n:::');
  const ids = ['read', 'run', 'write'].map((item) => optionId('o', 'order', item));
  it('is right only in order, and is never shown in order', () => {
    expect(order.answer(ids).correct).toBe(true);
    expect(order.answer([ids[0]!, ids[2]!, ids[1]!])).toEqual({
      correct: false,
      feedbackHtml: '<p>1 of 3 are in the right place.</p>',
    });
    expect([...order.html.matchAll(/data-id="([^"]+)"/g)].map((match) => match[1])).not.toEqual(ids);
  });
});

describe('a match', () => {
  const match = ask(':::quiz{id=p kind=match}\nWhich?\n\n| tag | means |\n|---|---|\n| M-101 | motor |\n| LT-203 | level |\n:::');
  const pair = (left: string, right: string) => `${optionId('p', 'left', left)}:${optionId('p', 'right', right)}`;
  it('needs every pair', () => {
    expect(match.answer([pair('M-101', 'motor'), pair('LT-203', 'level')]).correct).toBe(true);
    expect(match.answer([pair('M-101', 'level'), pair('LT-203', 'motor')]).correct).toBe(false);
    expect(match.answer([pair('M-101', 'motor')]).correct).toBe(false);
  });
});
