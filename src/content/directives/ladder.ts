/**
 * `:::ladder[Caption]`: rungs as a drawing, and beside it the same in Structured Text. The fence `ld` holds networks as a file has them below
 * `networks:`; a fence `st` below it takes the place of the text that is made of the drawing.
 */

import { z } from 'zod';
import type { SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import { toStructuredText } from '#sandbox/iec61131/diagrams/bridges/to-structured-text.ts';
import type { LadderNetwork } from '#sandbox/iec61131/diagrams/ladder.ts';
import { layOut } from '#sandbox/iec61131/diagrams/layout/lay-out.ts';
import { lowerLadder } from '#sandbox/iec61131/diagrams/lower-ladder.ts';
import { sentenceOf } from '#sandbox/iec61131/diagrams/sentence/sentence.ts';
import { stillRung } from '../../workbench/ladder/still.ts';
import { highlight } from '../highlight.ts';
import { type ElementContent, h, type MarkdownNode, raw } from '../tree.ts';
import { isLabel, labelOf } from './aside.ts';
import { directiveOf, type PageContext } from './directive.ts';

type Fence = Extract<MarkdownNode, { type: 'code' }>;

/** What makes a file of networks, and its lines. */
const HEAD = 'program: lesson\nnetworks:\n';
const HEAD_LINES = 2;

export const ladder = directiveOf({
  forms: ['containerDirective'],
  attributes: z
    .strictObject({})
    .describe(
      'Rungs as a drawing, and beside it the same in Structured Text. A block marked `ld` holds the networks; one marked `st` below it takes the place of the text made of them.',
    ),
  render(_state, node, page) {
    if (node.type !== 'containerDirective') return [];
    const fences = node.children.filter((child) => child.type === 'code');
    const drawn = fences.find(({ lang }) => lang === 'ld');
    const written = fences.find(({ lang }) => lang === 'st');
    const stray = node.children.find((child) => !isLabel(child) && child !== drawn && child !== written);
    if (drawn === undefined || stray !== undefined) {
      page.problems.error(
        stray ?? node,
        'A ladder holds one block ```ld with networks (“- rung: …”), and below it, if you want to write it yourself, one block ```st. Nothing else.',
        '梯形图指令中只能有一个 ```ld 代码块（程序段：“- rung: …”）；如果想自己写结构化文本，其后再加一个 ```st 代码块。不能有其他内容。',
      );
      return [];
    }
    const file: SourceFile = { name: 'lesson.ld', text: `${HEAD}${drawn.value}\n` };
    const { reading, diagnostics } = lowerLadder(file);
    for (const { severity, range, message } of diagnostics) {
      const at = placeIn(drawn, range);
      if (severity === 'error') page.problems.error(at, message.en, message['zh-CN']);
      else page.problems.warn(at, message.en, message['zh-CN']);
    }
    const networks = reading.networks.map(({ network }) => network);
    const text = written?.value ?? writtenFrom(file);
    if (text === null || networks.length === 0) {
      if (networks.length === 0) {
        page.problems.error(
          drawn,
          'This ladder has no network. A network begins with "- rung:", as below "networks:" in a ladder file.',
          '此梯形图没有程序段。程序段以 "- rung:" 开头，写法与梯形图文件中 "networks:" 之下相同。',
        );
      }
      return [];
    }
    const caption = labelOf(node.children);
    return [
      h(
        'figure',
        { className: ['ladder'] },
        h('div', { className: ['ladder-pair'] }, drawing(networks, page), highlight(text, 'st')),
        ...(caption === null ? [] : [h('figcaption', {}, caption)]),
      ),
    ];
  },
});

function drawing(networks: readonly LadderNetwork[], { locale, words }: PageContext): ElementContent {
  // As narrow as the widest needs, so that both rails are straight.
  const columns = Math.max(...networks.map((network) => layOut(network, 0).width));
  return h(
    'div',
    // Reachable by keyboard, because it may scroll sideways.
    { className: ['ladder-drawing'], tabIndex: 0, role: 'group', ariaLabel: words('ladder-drawing'), translate: 'no' },
    ...networks.flatMap((network) => {
      const { title, comment, ...rung } = network;
      return [
        ...(title === undefined ? [] : [h('p', { className: ['ladder-title'], translate: 'yes' }, title)]),
        ...(comment === undefined ? [] : [h('p', { className: ['ladder-comment'], translate: 'yes' }, comment)]),
        raw(stillRung(layOut(network, columns), sentenceOf(rung, locale))),
      ];
    }),
  );
}

/** The statements alone: what a lesson shows needs no declarations. */
function writtenFrom(file: SourceFile): string | null {
  const whole = toStructuredText(file);
  if (whole === null) return null;
  const lines = whole.text.split('\n');
  return whole.networks
    .map(({ first, last }) => lines.slice(first - 1, last).map((line) => line.replace(/^ {2}/, '')))
    .map((own) => own.join('\n'))
    .join(whole.networks.length > 1 && whole.networks.some(({ first, last }) => last > first) ? '\n\n' : '\n');
}

/** A place in the file, as one of the page. */
function placeIn(
  fence: Fence,
  { line, column }: { line: number; column: number },
): {
  position: { start: { line: number; column: number } };
} {
  const { line: begins, column: indented } = fence.position?.start ?? { line: 1, column: 1 };
  const inside = Math.max(1, line - HEAD_LINES);
  return { position: { start: { line: begins + inside, column: column + indented - 1 } } };
}
