import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../src/content/markdown.ts';
import { answerOfForm, quizHtml } from '../../../src/content/quiz-html.ts';
import { type Answer, type Asked, judge, optionId } from '../../../src/content/quiz-kinds.ts';
import { t } from '../../../src/i18n/site.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-figures-'));
writeFileSync(
  join(folder, 'tank.svg'),
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60"><rect id="tank" x="10" y="10" width="30" height="40"/><g id="lt"><circle cx="60" cy="20" r="8"/></g><circle id="pump" cx="80" cy="50" r="6"/></svg>',
);
afterAll(() => rmSync(folder, { recursive: true }));

function ask(source: string) {
  const { html, quizzes, drills, problems } = renderMarkdown({
    text: source,
    locale: 'en',
    file: 'x.md',
    figures: { folder, href: '/figures/' },
  });
  const [quiz] = [...quizzes.values(), ...drills.values()];
  const made = () => {
    if (!quiz) throw new Error(JSON.stringify(problems));
    return quiz;
  };
  const answer = (given: Answer, asked?: Asked) => judge(made(), given, t('en'), asked);
  const shown = (seed: number) => quizHtml(made(), { seed, words: t('en') });
  return { html, problems, answer, shown, quiz: made };
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

describe('feedback of its own', () => {
  it('has every range of a number, and the right one first', () => {
    const number = ask(
      ':::quiz{id=n kind=number tolerance="2%" unit=kPa}\nQ\n\n- [x] 120\n- [ ] ..20\n  > Too little.\n- [ ] 200..300\n  > Too much.\n- [ ] 1.2\n  > That is bar.\n:::',
    );
    expect(number.problems).toEqual([]);
    expect(number.answer('1.2 bar').correct).toBe(true);
    expect(number.answer('122.4').correct).toBe(true);
    expect(number.answer('122.5').correct).toBe(false);
    expect(number.answer('250').feedbackHtml).toBe('<p>Too much.</p>');
    expect(number.answer('5').feedbackHtml).toBe('<p>Too little.</p>');
    expect(number.answer('12 mm').feedbackHtml).toContain('mm measures a length; this question asks for a pressure');
    expect(number.answer('12 <b>').feedbackHtml).toContain('&lt;b&gt;');
  });

  it('has the first item out of its place, and the first row matched wrongly', () => {
    const order = ask(':::quiz{id=o kind=order}\nQ\n\n1. read\n   > Reading comes first.\n2. run\n3. write\n:::');
    const ids = ['read', 'run', 'write'].map((item) => optionId('o', 'order', item));
    expect(order.answer([ids[1]!, ids[0]!, ids[2]!]).feedbackHtml).toBe('<p>Reading comes first.</p>');
    expect(order.answer([ids[0]!, ids[2]!, ids[1]!]).feedbackHtml).toBe('<p>1 of 3 are in the right place.</p>');
    const match = ask(
      ':::quiz{id=p kind=match}\nQ\n\n| t | m | no |\n|---|---|---|\n| M | motor | *M* is no sensor. |\n| L | level | |\n:::',
    );
    const pair = (left: string, right: string) => `${optionId('p', 'left', left)}:${optionId('p', 'right', right)}`;
    expect(match.answer([pair('M', 'level'), pair('L', 'motor')]).feedbackHtml).toBe('<p><em>M</em> is no sensor.</p>');
    expect(match.html).not.toContain('is no sensor');
  });

  it('is missed by its author where a wrong option says nothing', () => {
    const { problems } = ask(':::quiz{id=a kind=choice}\nQ\n\n- [x] a\n- [ ] b\n:::');
    expect(problems.map(({ severity, message }) => [severity, message.en.slice(0, 38)])).toEqual([
      ['warning', 'The wrong answer no. 2 says nothing to'],
    ]);
  });
});

describe('a short text', () => {
  it('does not mind quotation marks, nor spaces between Chinese and Latin', () => {
    const text = ask(':::quiz{id=t kind=text}\nQ\n\n- [x] 常开触点 NO\n:::');
    for (const given of ['常开触点NO', '“常开触点 no”', '常开触点　ＮＯ。'])
      expect([given, text.answer(given).correct]).toEqual([given, true]);
  });
});

describe('a variant', () => {
  const source = `:::quiz{id=v kind=number unit=mm tolerance=1 vars="raw = 6912..20736 step 1728; tag = LT-201 | LT-305"}
{tag} reads {raw}. What is the level?

- [x] \`raw * 1200 / 27648\`
- [ ] \`raw * 1000 / 27648\`
  > That takes 27648 for 1000 mm.

> {raw} / 27648 of 1200 mm is {raw * 1200 / 27648 : 0} mm.
:::`;
  const varied = ask(source);
  const numberIn = (html: string) => Number(/reads (\d+)\./.exec(html)?.[1]);

  it('is the first for who has no seed, and another for another seed; its answer follows', () => {
    expect(varied.problems).toEqual([]);
    expect(varied.html).toContain('LT-201 reads 6912.');
    expect(varied.answer('300 mm')).toMatchObject({ correct: true, feedbackHtml: '<p>6912 / 27648 of 1200 mm is 300 mm.</p>' });
    const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
    const raws = seeds.map((seed) => numberIn(varied.shown(seed)));
    expect(new Set(raws).size).toBeGreaterThan(5);
    for (const [index, seed] of seeds.entries()) {
      const raw = raws[index]!;
      expect(varied.answer((raw * 1200) / 27648, { seed }).correct).toBe(true);
      expect(varied.answer((raw * 1000) / 27648, { seed }).feedbackHtml).toContain('27648 for 1000 mm');
    }
    expect(varied.shown(7)).toBe(varied.shown(7));
    expect(varied.shown(7)).toContain('data-variant="7"');
  });

  it('holds nothing of the answer: neither what is reckoned nor how', () => {
    expect(varied.shown(7)).not.toMatch(/1200|1000|\uE000|\{/);
  });

  it('is refused where it cannot be solved: a division by zero, options that read alike, a tolerance too narrow, a trap that is right', () => {
    const refused = (attributes: string, body: string) =>
      ask(`:::quiz{id=v ${attributes}}\nQ {a}\n\n${body}\n:::`).problems.find(({ severity }) => severity === 'error')?.message
        .en ?? '';
    expect(refused('kind=number vars="a = 0..5" tolerance=1', '- [x] `1 / (a - 3)`')).toContain('gives no number');
    expect(refused('kind=choice vars="a = 1..4"', '- [x] {a}\n- [ ] {5 - a}\n- [ ] 3\n')).toMatch(/Two options read "3".*a = /);
    expect(refused('kind=number vars="a = 1..9"', '- [x] `a / 7`')).toContain('is not taken');
    expect(refused('kind=number tolerance=0.1 vars="a = 1..9"', '- [x] `a * a`\n- [ ] `a + a`\n  > Twice.')).toMatch(
      /no\. 2 \((4|2)\)|taken as right/,
    );
    expect(refused('kind=number vars="a = 1..9"', '- [x] `b`')).toContain('no variable `b`');
  });

  it('has its options in an order of its own, unless the author fixed it', () => {
    const options = '- [x] a\n- [ ] b\n  > B.\n- [ ] c\n  > C.';
    const orderIn = (html: string) => [...html.matchAll(/<span>([abc])<\/span>/g)].map((match) => match[1]).join('');
    const free = ask(`:::quiz{id=v kind=choice}\nQ\n\n${options}\n:::`);
    const fixed = ask(`:::quiz{id=v kind=choice shuffle=no}\nQ\n\n${options}\n:::`);
    const seeds = Array.from({ length: 60 }, (_, index) => index + 1);
    expect(orderIn(free.html)).toBe('abc');
    expect(new Set(seeds.map((seed) => orderIn(free.shown(seed)))).size).toBe(6);
    expect(new Set(seeds.map((seed) => orderIn(fixed.shown(seed))))).toEqual(new Set(['abc']));
  });
});

describe('a place in a drawing', () => {
  const point = ask(
    ':::quiz{id=p kind=point}\nWhere is the level measured?\n\n![A tank](tank.svg)\n\n- [x] `lt` the circle at the right of the tank\n- [ ] `pump` the circle below\n  > That one moves water.\n:::',
  );
  const id = (element: string) => optionId('p', 'region', element);
  it('is chosen by a part of it, which the list names', () => {
    expect(point.problems).toEqual([]);
    expect(point.answer(id('lt')).correct).toBe(true);
    expect(point.answer(id('pump')).feedbackHtml).toBe('<p>That one moves water.</p>');
    expect(point.html).toContain(`data-region="${id('lt')}"`);
    expect(point.html).toContain('the circle at the right of the tank');
  });
  it('is refused where the drawing has no such part', () => {
    const { problems } = ask(':::quiz{id=p kind=point}\nQ\n\n![A tank](tank.svg)\n\n- [x] `lt` a\n- [ ] `valve` b\n  > No.\n:::');
    expect(problems[0]?.message.en).toContain('part with the id `valve`');
  });
});

describe('a live signal', () => {
  const live = ask(
    ':::quiz{id=r kind=reading signal=plant.Level unit=mm scale=1000 tolerance=5}\nWhat is the level?\n\n- [ ] `value / 10`\n  > Centimetres.\n\n> The scale on the tank says so.\n:::',
  );
  const answer = (given: string, reading: number | boolean) => live.answer(given, { seed: 0, reading });
  it('is compared with what the rig itself says', () => {
    expect(live.problems).toEqual([]);
    expect(answer('512', 0.5103)).toMatchObject({ correct: true, feedbackHtml: '<p>The scale on the tank says so.</p>' });
    expect(answer('51.2 cm', 0.5103).correct).toBe(true);
    expect(answer('51', 0.5103).feedbackHtml).toBe('<p>Centimetres.</p>');
    expect(answer('400', 0.5103).feedbackHtml).toContain('was higher than that');
    expect(answer('600', 0.5103).feedbackHtml).not.toContain('510');
  });
  it('may be TRUE or FALSE', () => {
    const truth = ask(':::quiz{id=r kind=reading signal=plc.Motor}\nDoes it run?\n\n> Yes.\n:::');
    expect(truth.answer('true', { seed: 0, reading: true }).correct).toBe(true);
    expect(truth.answer('关', { seed: 0, reading: true }).correct).toBe(false);
    expect(truth.answer('12', { seed: 0, reading: true }).feedbackHtml).toContain('TRUE or FALSE');
  });
});

describe('a drill', () => {
  it('stands nowhere in its lesson', () => {
    const drill = ask('Text.\n\n:::quiz{id=d kind=text drill}\nSecret question\n\n- [x] yes\n:::');
    expect(drill.html).not.toContain('Secret');
    expect(drill.answer('Yes').correct).toBe(true);
  });
});

describe('a plain form', () => {
  const sent = (source: string, fields: [string, string][]) => answerOfForm(ask(source).quiz(), new URLSearchParams(fields));
  it('carries the answer of every kind, and says when there is none', () => {
    const order = ':::quiz{id=o kind=order}\nQ\n\n1. read\n2. run\n:::';
    const [first, second] = ['read', 'run'].map((item) => optionId('o', 'order', item)) as [string, string];
    expect(
      sent(order, [
        [`place:${first}`, '2'],
        [`place:${second}`, '1'],
      ]),
    ).toEqual([second, first]);
    expect(sent(order, [[`place:${first}`, 'x']])).toBeNull();
    const match = ':::quiz{id=p kind=match}\nQ\n\n| a | b |\n|-|-|\n| 1 | x |\n| 2 | y |\n:::';
    const [left, right] = [optionId('p', 'left', '1'), optionId('p', 'right', 'x')];
    expect(sent(match, [[`pair:${left}`, right]])).toBeNull();
    const several = ':::quiz{id=m kind=multiple}\nQ\n\n- [x] a\n- [x] b\n:::';
    expect(
      sent(several, [
        ['answer', 'i'],
        ['answer', 'j'],
      ]),
    ).toEqual(['i', 'j']);
    expect(sent(several, [])).toBeNull();
    expect(sent(':::quiz{id=t kind=text}\nQ\n\n- [x] a\n:::', [['answer', '  ']])).toBeNull();
  });
});
