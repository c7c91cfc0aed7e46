/** Colours program text. Tokens get classes (`tok-keyword`), not colours: the tokens of the design follow the theme. */
import { readFileSync } from 'node:fs';
import type { Element, ElementContent } from 'hast';
import { createCssVariablesTheme, createHighlighterCoreSync, type LanguageRegistration } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import ini from 'shiki/langs/ini.mjs';
import json from 'shiki/langs/json.mjs';
import shell from 'shiki/langs/shellscript.mjs';
import yaml from 'shiki/langs/yaml.mjs';

const structuredText = JSON.parse(
  readFileSync(new URL('./structured-text.tmLanguage.json', import.meta.url), 'utf8'),
) as LanguageRegistration;

const theme = createCssVariablesTheme({ name: 'tokens', variablePrefix: '--tok-' });
const highlighter = createHighlighterCoreSync({
  themes: [theme],
  langs: [structuredText, yaml, json, shell, ini],
  engine: createJavaScriptRegexEngine(),
});

const languages: Record<string, string> = {
  st: 'iecst',
  iecst: 'iecst',
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  sh: 'shellscript',
  shell: 'shellscript',
  ini: 'ini',
};

/** Languages that a code block may name. */
export const highlightedLanguages: readonly string[] = [...Object.keys(languages), 'text', 'console'];

/** A `pre` of `text`; plain when the language is not known. Addresses and calls have classes of their own. */
export function highlight(text: string, language: string | null): Element {
  const known = language === null ? undefined : languages[language];
  const code: ElementContent[] = [];
  if (known === undefined) code.push({ type: 'text', value: text });
  else {
    // Without a limit of time: on a busy machine a line that took half a second would come back in part, and break the page. A line that
    // long is left as it is.
    const { tokens } = highlighter.codeToTokens(text, {
      lang: known,
      theme: 'tokens',
      includeExplanation: 'scopeName',
      tokenizeTimeLimit: 0,
      tokenizeMaxLineLength: 5_000,
    });
    tokens.forEach((line, index) => {
      if (index > 0) code.push({ type: 'text', value: '\n' });
      // A token joins what the theme colours alike; its explanation parts what the grammar tells apart.
      for (const part of line.flatMap((token) => token.explanation ?? [{ content: token.content, scopes: [] }])) {
        const name = tokenClass(part.scopes.map((scope) => scope.scopeName));
        const value: ElementContent = { type: 'text', value: part.content };
        code.push(
          name === null ? value : { type: 'element', tagName: 'span', properties: { className: [name] }, children: [value] },
        );
      }
    });
  }
  return {
    type: 'element',
    tagName: 'pre',
    // Reachable by keyboard, because it may scroll sideways.
    properties: { className: ['code'], tabIndex: 0, translate: 'no', ...(language ? { dataLanguage: language } : {}) },
    children: [{ type: 'element', tagName: 'code', properties: {}, children: code }],
  };
}

/** From a TextMate scope to a token of the design; the innermost that is known wins. */
const classes: [RegExp, string][] = [
  [/^comment/, 'tok-comment'],
  [/^variable\.other\.address/, 'tok-address'],
  [/^support\.type\.property-name|^entity\.name\.tag/, 'tok-type'],
  [/^(string|constant)/, 'tok-literal'],
  [/^support\.type/, 'tok-type'],
  [/^entity\.name\.function/, 'tok-function'],
  [/^keyword\.operator\.st/, 'tok-operator'],
  [/^(keyword|storage)/, 'tok-keyword'],
];

function tokenClass(scopes: readonly string[]): string | null {
  for (const scope of scopes.toReversed()) {
    const found = classes.find(([pattern]) => pattern.test(scope));
    if (found) return found[1];
  }
  return null;
}
