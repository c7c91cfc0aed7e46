// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are the editor’s, not JavaScript’s
/** Whole constructs with places to fill in, in the notation of editors: `${1:name}`, `$0` where the cursor ends. */
import type { CompletionOffer } from './complete.ts';

const inBody: readonly [label: string, text: string][] = [
  ['IF … END_IF', 'IF ${1:condition} THEN\n  $0\nEND_IF;'],
  ['IF … ELSE … END_IF', 'IF ${1:condition} THEN\n  $2\nELSE\n  $0\nEND_IF;'],
  ['CASE … END_CASE', 'CASE ${1:state} OF\n  0:\n    $0\nELSE\n  ${1:state} := 0;\nEND_CASE;'],
  ['FOR … END_FOR', 'FOR ${1:i} := ${2:0} TO ${3:9} DO\n  $0\nEND_FOR;'],
  ['WHILE … END_WHILE', 'WHILE ${1:condition} DO\n  $0\nEND_WHILE;'],
  ['REPEAT … END_REPEAT', 'REPEAT\n  $0\nUNTIL ${1:condition}\nEND_REPEAT;'],
  ['VAR … END_VAR', 'VAR\n  ${1:name} : ${2:BOOL};$0\nEND_VAR'],
];
const inFile: readonly [label: string, text: string][] = [
  ['PROGRAM … END_PROGRAM', 'PROGRAM ${1:Main}\nVAR\n  $0\nEND_VAR\n\nEND_PROGRAM'],
  [
    'FUNCTION_BLOCK … END_FUNCTION_BLOCK',
    'FUNCTION_BLOCK ${1:Name}\nVAR_INPUT\n  $2\nEND_VAR\nVAR_OUTPUT\n  $3\nEND_VAR\n\n$0\nEND_FUNCTION_BLOCK',
  ],
  ['FUNCTION … END_FUNCTION', 'FUNCTION ${1:Name} : ${2:REAL}\nVAR_INPUT\n  $3\nEND_VAR\n\n${1:Name} := $0;\nEND_FUNCTION'],
  ['TYPE … END_TYPE', 'TYPE\n  ${1:Name} : STRUCT\n    $0\n  END_STRUCT;\nEND_TYPE'],
];

export function snippets(body: boolean): CompletionOffer[] {
  return (body ? inBody : inFile).map(([label, insertText]) => ({ label, kind: 'snippet', detail: '', insertText }));
}
