/** YAML in the editor: its own tokens, and a new line that stands where the next key of an entry does. */
import { conf, language } from 'monaco-editor/languages/definitions/yaml/yaml';
import { monaco } from '../program/monaco.ts';

export const yaml = 'yaml';

const { IndentAction } = monaco.languages;

monaco.languages.register({ id: yaml, extensions: ['.yaml'], aliases: ['YAML'] });
monaco.languages.setMonarchTokensProvider(yaml, language);
monaco.languages.setLanguageConfiguration(yaml, {
  ...conf,
  onEnterRules: [
    // `- name: power` begins an entry: its next key stands below `name`.
    { beforeText: /^\s*-\s+[\w"'-]+:\s+\S.*$/, action: { indentAction: IndentAction.None, appendText: '  ' } },
    { beforeText: /:\s*$/, action: { indentAction: IndentAction.Indent } },
  ],
});
