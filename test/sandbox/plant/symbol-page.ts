/** The reference page on scenes: how one is composed, what binds, and every symbol with its picture, made of the templates' own words. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { type SceneSymbol, sceneSymbols } from '#sandbox/plant/symbols.ts';
import { demoValues, placements } from './symbol-demo.ts';

const words: Record<Locale, { head: string; parameters: string; needed: string; component: string; symbols: string }> = {
  en: {
    head: `---
title: Scenes and their symbols
description: "How a lab's drawing is composed of ready symbols and bound to its signals, with a picture of every symbol."
---

A scene, \`scene.svg\`, is a drawing whose elements are bound to signals by \`data-*\` attributes. It carries no colours, no fonts and no strokes: the house gives every symbol its look, light and dark. Compose it of ready symbols and draw the rest by hand.

\`\`\`text
<svg viewBox="0 0 640 380">
  <g data-symbol="tank" data-of="plant.T101" data-tag="T-101" data-low="250" data-high="850" transform="translate(272 74)"/>
  <g data-symbol="push-button" data-press="plant.Start" data-kind="start" data-tag="S2" data-en="Start" data-zh="启动" transform="translate(72 208)"/>
</svg>
\`\`\`

\`data-of\` names an instance in \`plant.st\`; the symbol knows its outputs. A parameter with a default may be left out; a part whose signal is empty is not drawn or not bound. The origin is the middle of the symbol unless said. \`npx millwright lab lint\` tells an unknown symbol, parameter or signal with its line.

In a figure of a lesson the same symbols stand still, with the values that the root gives: \`<svg data-values="plant.T101.Level=910 plant.K1.Main=TRUE">\`.

## Bindings

Every binding, what shapes it, and an example of each: [bindings of a scene](/reference/scene-format/).

A control takes its name for screen readers from \`## Signals\` of the lab's texts. A ready symbol is read with its own name, its tag and what it shows now.

## Annotations

Numbered notes in the scene: \`lab.yaml\` says where, the texts say what.

\`\`\`text
annotations:
  - { id: contactor, at: contactor }           # the element with id="contactor"
  - { id: block, at: [654, 340], step: overload }   # a place; only during this step
\`\`\`

In \`text.en.md\` and \`text.zh-CN.md\`, below \`## Annotations\`, a line each: \`- contactor: K1 switches the motor.\` The numbers find free room beside what they point at by themselves.

`,
    symbols: 'Symbols',
    parameters: 'Parameters',
    needed: 'needed',
    component: 'Shows',
  },
  'zh-CN': {
    head: `---
title: 场景与图形符号
description: "怎样用现成的图形符号组成实验的场景图，并绑定到信号；附每个符号的图样。"
---

场景文件 \`scene.svg\` 是一幅图，图中元素通过 \`data-*\` 属性绑定到信号。文件中不写颜色、字体和线宽：符号在浅色与深色主题下的外观由系统统一给出。请先用现成的符号组图，其余部分再手工绘制。

\`\`\`text
<svg viewBox="0 0 640 380">
  <g data-symbol="tank" data-of="plant.T101" data-tag="T-101" data-low="250" data-high="850" transform="translate(272 74)"/>
  <g data-symbol="push-button" data-press="plant.Start" data-kind="start" data-tag="S2" data-en="Start" data-zh="启动" transform="translate(72 208)"/>
</svg>
\`\`\`

\`data-of\` 给出 \`plant.st\` 中的实例，符号会自行找到它的输出。有默认值的参数可以省略；信号留空的部分不画出，或不绑定。除另有说明外，原点在符号中心。未知的符号、参数或信号由 \`npx millwright lab lint\` 指出所在行。

在课程插图中，同样的符号是静止的，其值由根元素给出：\`<svg data-values="plant.T101.Level=910 plant.K1.Main=TRUE">\`。

## 绑定

全部绑定、其选项与示例见[场景的绑定](/reference/scene-format/)。

控件供读屏软件使用的名称取自实验文本的 \`## Signals\`。现成的图形符号按自己的名称、位号和当前所示内容朗读。

## 图注

场景中带编号的说明：位置写在 \`lab.yaml\`，文字写在文本文件。

\`\`\`text
annotations:
  - { id: contactor, at: contactor }           # id="contactor" 的元素
  - { id: block, at: [654, 340], step: overload }   # 一个坐标；只在此步骤中显示
\`\`\`

在 \`text.en.md\` 和 \`text.zh-CN.md\` 的 \`## Annotations\` 下各写一行：\`- contactor: 接触器 K1 接通电动机。\` 编号会自动放在所指对象旁边的空白处。

`,
    symbols: '图形符号',
    parameters: '参数',
    needed: '必填',
    component: '表示',
  },
};

export function symbolPage(locale: Locale): string {
  const { head, parameters, needed, component, symbols } = words[locale];
  const colon = locale === 'en' ? ': ' : '：';
  const sections = [...sceneSymbols().values()].map((symbol) => {
    const list = [...symbol.parameters].map(([name, { otherwise }]) =>
      otherwise === null ? `\`${name}\` (${needed})` : otherwise === '' ? `\`${name}\`` : `\`${name}\` = \`${otherwise}\``,
    );
    return [
      `### ${symbol.title[locale]}`,
      `![${symbol.title[locale]}](symbols/${symbol.name}.svg)`,
      `\`data-symbol="${symbol.name}"\`${symbol.component ? ` · ${component} \`${symbol.component}\`` : ''}`,
      symbol.about[locale],
      `${parameters}${colon}${list.join(' · ')}`,
    ].join('\n\n');
  });
  return `${head}## ${symbols}\n\n${sections.join('\n\n')}\n`;
}

/** The symbol as the demonstration has it first, at the demonstration's moment. */
export function symbolPicture(symbol: SceneSymbol): string {
  const attributes = placements.find(([name]) => name === symbol.name)?.[1] ?? '';
  const of = [...attributes.matchAll(/="(plant\.\w+)/g)].map((match) => match[1]);
  const values = Object.entries(demoValues)
    .filter(([name]) => of.some((signal) => name === signal || name.startsWith(`${signal}.`)) && !name.includes('['))
    .map(([name, value]) => `${name}=${typeof value === 'boolean' ? String(value).toUpperCase() : value}`);
  // One scale for all of them: what is small in a scene is small on the page.
  const [x = 0, y = 0, width = 100, height = 100] = symbol.box.split(' ').map(Number);
  const box = `${x + width / 2 - 280} ${y - 8} 560 ${height + 16}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" data-values="${values.join(' ')}">\n  <g data-symbol="${symbol.name}" ${attributes}/>\n</svg>\n`;
}
