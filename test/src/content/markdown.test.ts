import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../src/content/markdown.ts';

const render = (text: string, lineOffset = 0) => renderMarkdown({ text, locale: 'en', file: 'x.md', lineOffset });
const errors = (text: string) =>
  render(text).problems.map((problem) => `${problem.line}:${problem.column} ${problem.message.en}`);

describe('a lesson in Markdown', () => {
  it('refuses raw HTML and says where it stands', () => {
    const { html, problems } = render('Fine.\n\n<script>alert(1)</script>\n\nAnd <b>inline</b>.', 4);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<b>');
    expect(problems.map((problem) => [problem.line, problem.severity])).toEqual([
      [7, 'error'],
      [9, 'error'],
      [9, 'error'],
    ]);
    expect(problems[0]?.message['zh-CN']).toContain('HTML');
  });

  it('refuses a link that runs a script', () => {
    const { html, problems } = render('[a](javascript:alert(1)) [b](//other.example/) [c](/courses/) [d](https://example.org/)');
    expect(html).not.toContain('javascript:');
    expect(html).not.toContain('//other.example');
    expect(html).toContain('href="/courses/"');
    expect(problems).toHaveLength(2);
  });

  it('keeps what only looks like a directive: x:BOOL, 10:30', () => {
    const { html, problems } = render('Write x:BOOL or a:b[c]{d=e} at 10:30.');
    expect(html).toBe('<p>Write x:BOOL or a:b[c]{d=e} at 10:30.</p>');
    expect(problems).toEqual([]);
  });

  it('says which directive was meant', () => {
    expect(errors('one\n\n:::saftey\nx\n:::')).toEqual(['3:1 There is no directive :::saftey. Did you mean safety?']);
    expect(errors('::signal{nam=plant.Speed}')[0]).toBe('1:1 signal has no attribute "nam". Did you mean "name"?');
  });

  it('gives headings ids in both languages, and each only once', () => {
    const { headings } = render('## The scan cycle\n\n## 扫描周期\n\n## The scan cycle');
    expect(headings.map((heading) => heading.id)).toEqual(['the-scan-cycle', '扫描周期', 'the-scan-cycle-2']);
  });

  it('colours Structured Text: keywords, types, addresses, literals', () => {
    const { html } = render('```st\nVAR a AT %IX0.0 : BOOL := TRUE; END_VAR // x\n```');
    for (const part of [
      '<span class="tok-keyword">VAR</span>',
      '<span class="tok-address">%IX0.0</span>',
      '<span class="tok-type">BOOL</span>',
      '<span class="tok-literal">TRUE</span>',
    ]) {
      expect(html).toContain(part);
    }
    expect(html).not.toContain('style=');
  });

  it('shows the state of a step, and refuses the same step twice', () => {
    const { html, steps } = render(':::step[Hold]{check=seal-in}\nDo it.\n:::');
    expect(steps).toEqual(['seal-in']);
    expect(html).toMatch(/<mw-step [^>]*data-step="seal-in"[^>]*data-state="open"/);
    expect(errors(':::step{check=a}\nx\n:::\n\n:::step{check=a}\nx\n:::')).toHaveLength(1);
  });

  it('keeps the text of a solution out of the page, and says there what opens it', () => {
    const quiz = ':::quiz{id=q kind=choice}\nQ\n\n- [x] 1\n- [ ] 2\n  > One too many.\n:::\n\n';
    const { html, solutions, problems } = render(
      `${quiz}:::solution[The line]{check=seal-in}\nWrite \`Motor := Start OR Motor;\`.\n:::\n\n:::solution{question=q}\nIt is **one**.\n:::\n\n:::solution{check=seal-in}\nAnother.\n:::`,
    );
    expect(problems).toEqual([]);
    expect(html).not.toMatch(/Start OR Motor|<strong>one|Another/);
    expect(html).toContain('The line');
    expect(html).toContain('<mw-solution data-solution="step-seal-in"');
    expect(html).toContain('a check of a program of your own has been graded');
    expect([...solutions.values()].map(({ id, opens }) => [id, opens])).toEqual([
      ['step-seal-in', { after: 'step', step: 'seal-in' }],
      ['question-q', { after: 'question', question: 'q' }],
      ['step-seal-in-nr-2', { after: 'step', step: 'seal-in' }],
    ]);
    expect(solutions.get('step-seal-in')?.html).toContain('Start OR Motor');
  });

  it.each([
    ['nothing to try first', ':::solution\nx\n:::', '1:1'],
    ['two things to try first', ':::solution{check=a question=b}\nx\n:::', '1:1'],
    ['a question that is not in the lesson', ':::solution{question=gone}\nx\n:::', '1:1'],
    ['a heading, which the list of sections would name', ':::solution{check=a}\n## The answer\n:::', '2:1'],
    ['a picture, which has an address of its own', ':::solution{check=a}\nSee ![x](a.svg).\n:::', '2:5'],
    ['a footnote, which the page shows at its end', 'y\n\n:::solution{check=a}\nx[^1]\n:::\n\n[^1]: The answer.', '4:2'],
  ])('refuses a solution with %s', (_what, text, place) => {
    expect(errors(text).map((error) => error.split(' ')[0])).toEqual([place]);
    expect(render(text).html).not.toContain('The answer');
  });

  it('leaves nothing of a very long line out, though it is not coloured', () => {
    const long = `x := ${'1 + '.repeat(2_000)}1;`;
    const { html } = render(`\`\`\`st\n${long}\n\`\`\``);
    expect(html.replace(/<[^>]*>/g, '')).toContain(long);
  });

  it('marks the commands of a :::try for the terminal, unless something in them is to be filled in', () => {
    const { html } = render(
      ':::try\n```sh\nping meter\n```\n\n```sh by-hand\nmbpoll -a UNIT meter\n```\n\n```st\nx := 1;\n```\n:::',
    );
    expect(html.match(/<mw-try/g)).toHaveLength(1);
    expect(html).toMatch(/<mw-try class="try" data-run="Run in the terminal"[^>]*><pre.*ping.*<\/pre><\/mw-try>/s);
    expect(render(':::note\n```sh\nping meter\n```\n:::').html).not.toContain('mw-try');
  });

  it('puts a live value into a sentence', () => {
    expect(render('It is :signal{name=plant.Speed unit=1/min}.').html).toContain(
      '<mw-signal class="signal" data-name="plant.Speed" data-unit="1/min"',
    );
    expect(errors(':signal{name=Speed}')).toHaveLength(1);
  });
});
