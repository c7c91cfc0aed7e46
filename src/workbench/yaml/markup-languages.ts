/** Markdown and drawings in the editor: its own tokens of them. */
import { conf as markdownConf, language as markdownLanguage } from 'monaco-editor/languages/definitions/markdown/markdown';
import { conf as xmlConf, language as xmlLanguage } from 'monaco-editor/languages/definitions/xml/xml';
import { monaco } from '../program/monaco.ts';

export const markdown = 'markdown';
export const xml = 'xml';

monaco.languages.register({ id: markdown, extensions: ['.md'] });
monaco.languages.setMonarchTokensProvider(markdown, markdownLanguage);
monaco.languages.setLanguageConfiguration(markdown, markdownConf);
monaco.languages.register({ id: xml, extensions: ['.svg'] });
monaco.languages.setMonarchTokensProvider(xml, xmlLanguage);
monaco.languages.setLanguageConfiguration(xml, xmlConf);
