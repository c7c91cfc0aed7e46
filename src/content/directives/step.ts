/** `:::step[Title]{check=seal-in}`: what to do in one step of the lab, with its state, which the workbench keeps current. */
import { z } from 'zod';
import { icon } from '../icons.ts';
import { h, htmlOf } from '../tree.ts';
import { isLabel, labelOf } from './aside.ts';
import { complaints } from './attributes.ts';
import { directiveOf } from './directive.ts';

export const step = directiveOf({
  forms: ['containerDirective'],
  attributes: z
    .strictObject({
      check: z.string().min(1).describe('The step of the lesson’s lab, by its id in lab.yaml.').register(complaints, {
        en: 'This step does not say which step of the lab it shows. Write :::step{check=…} with the id from lab.yaml.',
        'zh-CN': '此步骤没有写明对应实验中的哪一步。请写 :::step{check=…}，填 lab.yaml 中的步骤 id。',
      }),
    })
    .describe('What to do in one step of the lab; it shows whether the step is passed. Each step once in a lesson.'),
  render(state, node, page, { check: id }) {
    if (node.type !== 'containerDirective') return [];
    if (page.steps.includes(id)) {
      page.problems.error(
        node,
        `The step "${id}" stands twice in this lesson. Keep one.`,
        `步骤 "${id}" 在本课中出现了两次，请只保留一个。`,
      );
    }
    page.steps.push(id);
    page.mentions.add('step', node, id);
    const label = labelOf(node.children);
    return [
      h(
        'mw-step',
        {
          className: ['step'],
          dataStep: id,
          dataState: 'open',
          dataOpen: page.words('step.open'),
          dataPassed: page.words('step.passed'),
        },
        h(
          'p',
          { className: ['step-title'] },
          h('span', { className: ['step-mark-open'] }, icon('step')),
          h('span', { className: ['step-mark-passed'] }, icon('done')),
          h('span', { className: ['step-name'] }, label ?? page.words('step.word')),
          h('span', { className: ['step-state'], role: 'status' }, page.words('step.open')),
        ),
        h(
          'div',
          { className: ['step-body'] },
          ...htmlOf(
            state,
            node.children.filter((child) => !isLabel(child)),
          ),
        ),
      ),
    ];
  },
});
