/** Structured Text for Monaco: tokens to colour, brackets and comments to edit by. Meaning comes from the language service. */
import type { languages } from 'monaco-editor/editor';

export const languageId = 'structured-text';

const keywords = [
  ...['program', 'end_program', 'function', 'end_function', 'function_block', 'end_function_block', 'configuration'],
  ...['end_configuration', 'resource', 'end_resource', 'task', 'with', 'on', 'type', 'end_type', 'struct', 'end_struct', 'var'],
  ...['var_input', 'var_output', 'var_in_out', 'var_temp', 'var_global', 'var_external', 'var_access', 'var_config', 'end_var'],
  ...['constant', 'retain', 'non_retain', 'persistent', 'at', 'of', 'if', 'then', 'elsif', 'else', 'end_if', 'case', 'end_case'],
  ...['for', 'to', 'by', 'do', 'end_for', 'while', 'end_while', 'repeat', 'until', 'end_repeat', 'exit', 'continue', 'return'],
  ...['r_edge', 'f_edge', 'using', 'namespace', 'end_namespace', 'class', 'end_class', 'method', 'end_method', 'interface'],
  ...[
    'end_interface',
    'extends',
    'implements',
    'this',
    'super',
    'abstract',
    'final',
    'public',
    'private',
    'protected',
    'internal',
  ],
];
const types = [
  ...[
    'bool',
    'byte',
    'word',
    'dword',
    'lword',
    'sint',
    'int',
    'dint',
    'lint',
    'usint',
    'uint',
    'udint',
    'ulint',
    'real',
    'lreal',
  ],
  ...['time', 'ltime', 'date', 'ldate', 'tod', 'ltod', 'dt', 'ldt', 'time_of_day', 'date_and_time', 'string', 'wstring', 'char'],
  ...['wchar', 'array', 'ref_to', 'ton', 'tof', 'tp', 'ctu', 'ctd', 'ctud', 'r_trig', 'f_trig', 'sr', 'rs'],
];
const operators = ['and', 'or', 'xor', 'not', 'mod'];
const constants = ['true', 'false', 'null'];

export const tokens: languages.IMonarchLanguage = {
  ignoreCase: true,
  defaultToken: '',
  keywords,
  types,
  operators,
  constants,
  tokenizer: {
    root: [
      [/\(\*/, 'comment', '@commentParenthesis'],
      [/\/\*/, 'comment', '@commentSlash'],
      [/\/\/.*$/, 'comment'],
      [/\{[^}]*\}/, 'pragma'],
      [/%[iqm][xbwdl]?[\d.*]+/, 'address'],
      [/\b(?:l?time|l?t|l?date|l?d|l?tod|l?dt|time_of_day|date_and_time)#[\w.:\-+]+/, 'literal'],
      [/\b(?:2#[01_]+|8#[0-7_]+|16#[\da-f_]+)/, 'literal'],
      [/\b\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?/, 'literal'],
      [/'(?:[^'$]|\$.)*'/, 'literal'],
      [/"(?:[^"$]|\$.)*"/, 'literal'],
      [
        /[a-z_]\w*(?=\s*\()/,
        { cases: { '@keywords': 'keyword', '@operators': 'keyword', '@types': 'type', '@default': 'function' } },
      ],
      [
        /[a-z_]\w*/,
        {
          cases: {
            '@keywords': 'keyword',
            '@operators': 'keyword',
            '@types': 'type',
            '@constants': 'literal',
            '@default': 'identifier',
          },
        },
      ],
      [/:=|=>|<=|>=|<>|\*\*|[+\-*/<>=&]/, 'operator'],
      [/[()[\];,.:]/, 'delimiter'],
    ],
    // Comments nest, as the third edition allows (6.1.5, table 3).
    commentParenthesis: [
      [/\(\*/, 'comment', '@push'],
      [/\*\)/, 'comment', '@pop'],
      [/[^(*]+|./, 'comment'],
    ],
    commentSlash: [
      [/\/\*/, 'comment', '@push'],
      [/\*\//, 'comment', '@pop'],
      [/[^/*]+|./, 'comment'],
    ],
  },
};

const opens = /^\s*(?:IF|CASE|FOR|WHILE|REPEAT|ELSIF|ELSE|VAR\w*|STRUCT|TYPE|CONFIGURATION|RESOURCE)\b(?!.*\bEND_)/i;

export const configuration: languages.LanguageConfiguration = {
  comments: { lineComment: '//', blockComment: ['(*', '*)'] },
  brackets: [
    ['(', ')'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '(', close: ')' },
    { open: '[', close: ']' },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
    { open: '(*', close: ' *)', notIn: ['string', 'comment'] },
  ],
  surroundingPairs: [
    { open: '(', close: ')' },
    { open: '[', close: ']' },
    { open: "'", close: "'" },
  ],
  wordPattern: /[A-Za-z_]\w*/,
  indentationRules: { increaseIndentPattern: opens, decreaseIndentPattern: /^\s*(?:END_\w+|ELSE|ELSIF|UNTIL)\b/i },
  folding: {
    markers: {
      start: /^\s*(?:IF|CASE|FOR|WHILE|REPEAT|PROGRAM|FUNCTION|FUNCTION_BLOCK|VAR\w*|STRUCT|TYPE|CONFIGURATION)\b/i,
      end: /^\s*END_\w+/i,
    },
  },
};
