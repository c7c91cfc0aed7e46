/**
 * The reserved words by what they do, and the names of the elementary types, which are reserved too but read as names. Words that matter
 * in one place only (TASK, ON, WITH, INTERVAL, R_EDGE …) are no keywords: they are recognised there by their text. Clause 6.1.3.
 */

/** Each begins a declaration that no statement can contain. */
export const DECLARATION_WORDS = [
  ...(['PROGRAM', 'FUNCTION', 'FUNCTION_BLOCK', 'TYPE', 'CONFIGURATION', 'CLASS', 'INTERFACE', 'METHOD', 'PROPERTY'] as const),
  ...(['NAMESPACE', 'USING'] as const),
] as const;

/** Each begins a section of variables: clause 6.5. */
export const SECTION_WORDS = [
  ...(['VAR', 'VAR_INPUT', 'VAR_OUTPUT', 'VAR_IN_OUT', 'VAR_TEMP', 'VAR_GLOBAL', 'VAR_EXTERNAL'] as const),
] as const;
export const SECTION_QUALIFIERS = ['CONSTANT', 'RETAIN', 'NON_RETAIN'] as const;

/** Each begins a statement: clause 7.3.3. */
export const STATEMENT_WORDS = ['IF', 'CASE', 'FOR', 'WHILE', 'REPEAT', 'EXIT', 'CONTINUE', 'RETURN'] as const;
/** Between the parts of a statement. */
export const MIDDLE_WORDS = ['THEN', 'ELSIF', 'ELSE', 'OF', 'TO', 'BY', 'DO', 'UNTIL'] as const;
export const STATEMENT_ENDS = ['END_IF', 'END_CASE', 'END_FOR', 'END_WHILE', 'END_REPEAT'] as const;

export const OPERATOR_WORDS = ['NOT', 'AND', 'OR', 'XOR', 'MOD'] as const;
export const TRUTH_VALUES = ['TRUE', 'FALSE'] as const;

/** Each ends what is no statement. */
export const DECLARATION_ENDS = [
  ...(['END_PROGRAM', 'END_FUNCTION', 'END_FUNCTION_BLOCK', 'END_VAR', 'END_TYPE', 'END_STRUCT', 'END_CONFIGURATION'] as const),
  ...([
    'END_RESOURCE',
    'END_ACTION',
    'END_STEP',
    'END_TRANSITION',
    'END_TEST',
    'END_SETUP',
    'END_TEARDOWN',
    'END_CLASS',
  ] as const),
  ...(['END_INTERFACE', 'END_METHOD', 'END_PROPERTY', 'END_GET', 'END_SET', 'END_NAMESPACE'] as const),
] as const;

/** All reserved words. */
export const KEYWORDS = [
  ...DECLARATION_WORDS,
  ...SECTION_WORDS,
  ...SECTION_QUALIFIERS,
  ...STATEMENT_WORDS,
  ...MIDDLE_WORDS,
  ...STATEMENT_ENDS,
  ...OPERATOR_WORDS,
  ...TRUTH_VALUES,
  ...DECLARATION_ENDS,
  ...(['STRUCT', 'ARRAY', 'AT', 'RESOURCE'] as const),
] as const;
export type Keyword = (typeof KEYWORDS)[number];

/** Elementary types by the names that the compiler uses: clause 6.4.2, Table 10; UCHAR and USTRING from Edition 4. */
export const ELEMENTARY_NAMES = [
  ...(['BOOL', 'BYTE', 'WORD', 'DWORD', 'LWORD', 'SINT', 'INT', 'DINT', 'LINT', 'USINT', 'UINT', 'UDINT', 'ULINT'] as const),
  ...(['REAL', 'LREAL', 'TIME', 'LTIME', 'DATE', 'LDATE', 'TOD', 'LTOD', 'DT', 'LDT', 'CHAR', 'WCHAR', 'UCHAR'] as const),
] as const;
export const STRING_NAMES = ['STRING', 'WSTRING', 'USTRING'] as const;
/** Long names of types, and the short one that the compiler uses for both. Table 10. */
export const LONG_NAMES = {
  TIME_OF_DAY: 'TOD',
  LTIME_OF_DAY: 'LTOD',
  DATE_AND_TIME: 'DT',
  LDATE_AND_TIME: 'LDT',
} as const;
