import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sceneSymbols } from '#sandbox/plant/symbols.ts';
import { inlineDrawing } from '../../../src/content/figures.ts';
import { loadReference } from '../../../src/content/reference.ts';
import { symbolPage, symbolPicture } from './symbol-page.ts';

const writes = process.env.MILLWRIGHT_WRITE === '1';
const content = join(import.meta.dirname, '../../../content');
const anew = 'write it anew: MILLWRIGHT_WRITE=1 npx vitest run --project sandbox test/sandbox/plant/symbol-page.test.ts';

describe('the page on scenes', () => {
  it.each(['en', 'zh-CN'] as const)('says what the symbols say (%s)', (locale) => {
    const path = join(content, 'reference', `scenes.${locale}.md`);
    if (writes) writeFileSync(path, symbolPage(locale));
    expect(readFileSync(path, 'utf8'), anew).toBe(symbolPage(locale));
  });

  it('has a picture of each symbol, and of no other', () => {
    const folder = join(content, 'reference/symbols');
    if (writes) mkdirSync(folder, { recursive: true });
    for (const symbol of sceneSymbols().values()) {
      const path = join(folder, `${symbol.name}.svg`);
      if (writes) writeFileSync(path, symbolPicture(symbol));
      expect(readFileSync(path, 'utf8'), anew).toBe(symbolPicture(symbol));
    }
    expect(readdirSync(folder).sort()).toEqual([...sceneSymbols().keys()].map((name) => `${name}.svg`).sort());
  });

  it('is served with its pictures, without mistakes', () => {
    const entry = loadReference([content]).find(({ slug }) => slug === 'scenes');
    expect(entry?.problems).toEqual([]);
    expect(entry?.pages.en?.html.match(/<svg/g)).toHaveLength(sceneSymbols().size);
    expect(entry?.pages['zh-CN']?.html).toContain('急停按钮');
  });

  it('shows a symbol at its moment: values as text, a level, a state; nothing bound is left', () => {
    const { svg, problems } = inlineDrawing(join(content, 'reference/symbols/tank.svg'), 'tank.svg', 'figure-1', 'Tank');
    expect(problems).toEqual([]);
    expect(svg).toContain('>910 mm<');
    expect(svg).toMatch(/<rect class="fluid" x="0" y="23.4" width="200" height="236.6">/);
    expect(svg).toContain('data-look="abnormal"');
    expect(svg).not.toMatch(/data-(fill|text|symbol|values|state-of)=/);
  });
});
