/** What an author is told of attributes that their schema refuses. */
import { describe, expect, it } from 'vitest';
import { formatPages, renderFormatPage } from '#content/format-pages.ts';
import { renderMarkdown } from '#content/markdown.ts';

const told = (text: string): string[] =>
  renderMarkdown({ text, locale: 'en', file: 'c/01-a/index.en.md' }).problems.map(({ message }) => message.en);

const options = 'Q\n\n- [x] 1\n- [ ] 2\n  > No.';

describe('attributes', () => {
  it.each([
    ['a scale that is no number', '::signal{name=plant.Speed scale=fast}', '`scale` and `digits` are numbers.'],
    ['a step without its id', ':::step\nDo.\n:::', 'This step does not say which step of the lab it shows.'],
    ['an attribute where there are none', ':::note{level=2}\nx\n:::', 'note has no attribute "level".'],
    [
      'a solution with two things to try',
      ':::solution{check=a question=b}\nx\n:::',
      'This solution does not say what has to be tried',
    ],
    ['a kind that is none', `:::quiz{id=q kind=chioce}\n${options}\n:::`, '"chioce" is not a kind of quiz. Write kind=choice, '],
    ['an id in capitals', `:::quiz{id=Q kind=choice}\n${options}\n:::`, 'A quiz needs an id in lower-case words'],
    ['a tolerance below 0', `:::quiz{id=q kind=number tolerance=-1}\n${options}\n:::`, '`tolerance` is a number of 0 or more'],
    ['a unit to write and none to reckon in', `:::quiz{id=q kind=number ask=unit}\n${options}\n:::`, '`ask` can only be `unit`'],
    ['an attribute of another kind', `:::quiz{id=q kind=text unit=mm}\n${options}\n:::`, '`unit` means nothing for kind=text.'],
    ['variables that declare nothing', `:::quiz{id=q kind=text vars="x"}\n${options}\n:::`, '`x` declares no variable.'],
    [
      'a reading times 0',
      ':::quiz{id=q kind=reading signal=plant.Level scale=0}\nQ\n\n> Yes.\n:::',
      'A live reading names a signal',
    ],
  ])('tells %s', (_, text, sentence) => {
    const problems = told(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(sentence);
  });
});

describe('what explains them', () => {
  it.each([
    ['::signal{name=plant.Speed scale=fast}', '/reference/directive-format/#signal-scale'],
    [':::note{level=2}\nx\n:::', '/reference/directive-format/#note'],
    [`:::quiz{id=q kind=number tolerance=-1}\n${options}\n:::`, '/reference/question-format/#quiz-tolerance'],
    [':::quiz{id=q kind=reading signal=plant.Level tolerance=a}\nQ\n\n> Yes.\n:::', '/reference/question-format/#quiz-tolerance'],
  ])('%s is explained at %s', (text, address) => {
    const [problem] = renderMarkdown({ text, locale: 'en', file: 'c/01-a/index.en.md' }).problems;
    expect(problem?.reference).toBe(address);
    const [, page, anchor] = /\/reference\/(.*)\/#(.*)/.exec(address) ?? [];
    const shown = renderFormatPage(formatPages.find(({ slug }) => slug === page)!, 'en').html;
    expect(shown).toContain(` id="${anchor}"`);
  });
});
