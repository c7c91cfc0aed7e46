/** Structured Text for Monaco: tokens to colour, brackets and comments to edit by. Meaning comes from the language service. */
import type { languages } from 'monaco-editor/editor';
import {
  ELEMENTARY_NAMES,
  KEYWORDS,
  LONG_NAMES,
  OPERATOR_WORDS,
  STRING_NAMES,
  TRUTH_VALUES,
} from '#sandbox/iec61131/syntax/keywords.ts';

export const languageId = 'structured-text';

const lower = (words: readonly string[]): string[] => words.map((word) => word.toLowerCase());
const operators = lower(OPERATOR_WORDS);
const constants = [...lower(TRUTH_VALUES), 'null'];
/** The reserved words, and those that are words in one place only and seldom names. */
const keywords = [
  ...lower(KEYWORDS).filter((word) => !operators.includes(word) && !constants.includes(word)),
  ...[
    'task',
    'with',
    'on',
    'var_access',
    'var_config',
    'persistent',
    'r_edge',
    'f_edge',
    'extends',
    'implements',
    'this',
    'super',
  ],
  ...[
    'abstract',
    'final',
    'override',
    'public',
    'private',
    'protected',
    'internal',
    'test',
    'setup',
    'teardown',
    'action',
    'step',
  ],
  ...['initial_step', 'transition'],
];
const types = [
  ...lower([...ELEMENTARY_NAMES, ...STRING_NAMES, ...Object.keys(LONG_NAMES)]),
  ...['ref_to', 'ton', 'tof', 'tp', 'ctu', 'ctd', 'ctud', 'r_trig', 'f_trig', 'sr', 'rs'],
];

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
