/** The reference page "Conformance", made from the tables and the cases. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { ConformanceCase } from './case.ts';
import { type FeatureTable, type RowState, stateOf } from './tables.ts';

const words = {
  en: {
    title: 'Conformance',
    description:
      'Every feature table of IEC 61131-3 that concerns Structured Text, row by row, with what stands and what does not.',
    intro:
      'A row is listed as supported only with at least one passing case; the cases lie in `test/conformance/` of the source. Tables, row numbers and wording are ours, from knowledge of Edition 3 (2013) and of what Edition 4 (2025) changed: we have no copy of the standard, so check a number before you cite it. Tables whose row numbers are doubtful say so.',
    made: 'This page is generated: see `test/conformance/README.md`.',
    tally: (s: number, p: number, n: number, a: number, c: number) =>
      `${s} rows are supported, ${p} partly, ${n} not yet, ${a} do not apply to textual Structured Text; ${c} cases.`,
    table: (t: string) => (/^\d/.test(t) ? `Table ${t}` : t),
    clause: 'Clause',
    doubtful: 'Row numbers doubtful.',
    head: '| Row | Feature | State | Cases |',
    refused: 'Rules that no table lists',
    refusedIntro: 'Cases of clauses without a feature row, most of them programs that must be refused.',
    rule: '| Clause | Rule | State | Case |',
    states: { supported: 'supported', partly: 'partly', 'not-yet': 'not yet', 'not-applicable': 'not applicable' },
  },
  'zh-CN': {
    title: '标准符合性',
    description: 'IEC 61131-3 中与结构化文本有关的全部特性表，逐行列出支持情况。',
    intro:
      '只有至少一个用例通过时，该行才列为“支持”；用例位于源代码的 `test/conformance/`。表、行号与措辞由我们根据对第 3 版（2013）及第 4 版（2025）变化的了解写成；我们手头没有标准文本，引用编号前请先核对。行号存疑的表均有注明。',
    made: '本页由程序生成：见 `test/conformance/README.md`。',
    tally: (s: number, p: number, n: number, a: number, c: number) =>
      `支持 ${s} 行，部分支持 ${p} 行，尚未支持 ${n} 行，${a} 行不适用于文本形式的结构化文本；共 ${c} 个用例。`,
    table: (t: string) => (/^\d/.test(t) ? `表 ${t}` : t === 'Edition 4' ? '第 4 版' : t === 'Decisions' ? '实现决定' : t),
    clause: '条款',
    doubtful: '行号存疑。',
    head: '| 行 | 特性 | 状态 | 用例 |',
    refused: '没有列入特性表的规则',
    refusedIntro: '没有对应特性行的条款用例，多数是必须拒绝的程序。',
    rule: '| 条款 | 规则 | 状态 | 用例 |',
    states: { supported: '支持', partly: '部分支持', 'not-yet': '尚未支持', 'not-applicable': '不适用' },
  },
} as const;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export function conformancePage(locale: Locale, tables: readonly FeatureTable[], cases: readonly ConformanceCase[]): string {
  const w = words[locale];
  const language = locale === 'en' ? 0 : 1;
  const byRow = new Map<string, ConformanceCase[]>();
  for (const one of cases) for (const row of one.rows) byRow.set(row, [...(byRow.get(row) ?? []), one]);
  const tally: Record<RowState, number> = { supported: 0, partly: 0, 'not-yet': 0, 'not-applicable': 0 };
  const body: string[] = [];
  for (const { table, clause, title, sure, rows } of tables) {
    const clauseText = `${w.clause} ${clause}.${sure ? '' : ` ${w.doubtful}`}`;
    body.push(`## ${w.table(table)}: ${title[language]}`, '', clauseText, '', w.head, '|---|---|---|---|');
    for (const [number, row] of Object.entries(rows)) {
      const own = byRow.get(`${table}/${number}`) ?? [];
      const state = stateOf(row, own);
      tally[state]++;
      const because = row.length === 4 ? `: ${row[2 + language]}` : '';
      const names = own.map(({ name }) => `\`${name.slice(name.indexOf('/') + 1, -3)}\``).join(', ');
      body.push(`| ${number} | ${cell(row[language] ?? '')} | ${w.states[state]}${cell(because)} | ${names} |`);
    }
    body.push('');
  }
  body.push(`## ${w.refused}`, '', w.refusedIntro, '', w.rule, '|---|---|---|---|');
  for (const one of cases.filter(({ rows }) => rows.length === 0)) {
    const state = w.states[one.pending ? 'not-yet' : 'supported'];
    body.push(
      `| ${one.clause} | ${cell(locale === 'en' ? one.says : (one.zh ?? one.says))} | ${state} | \`${one.name.slice(0, -3)}\` |`,
    );
  }
  const counted = w.tally(tally.supported, tally.partly, tally['not-yet'], tally['not-applicable'], cases.length);
  return `---\ntitle: ${w.title}\ndescription: ${w.description}\n---\n\n${w.intro}\n\n${w.made}\n\n${counted}\n\n${body.join('\n')}\n`;
}
