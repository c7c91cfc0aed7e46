import { ChevronDown, ChevronRight, PencilLine, TriangleAlert } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { declarationRows } from '#sandbox/iec61131/diagrams/edit/declaration-rows.ts';
import type { LadderPou } from '#sandbox/iec61131/diagrams/ladder.ts';
import { ActionButton } from '../../ActionButton.tsx';
import { Sentence } from '../../Sentence.tsx';
import { useWorkbench } from '../../workbench-context.ts';
import { ColouredLines } from '../ColouredLines.tsx';
import { DeclarationTable } from './DeclarationTable.tsx';
import './declarations.css';

/** What the compiler says of a line of the declarations, from 1. */
export interface DeclarationFinding {
  line: number;
  severity: 'error' | 'warning' | 'info';
  text: string;
}

interface DeclarationsProps {
  kind: LadderPou['pou'];
  /** What they belong to, as its first line would say it: `FUNCTION_BLOCK SealIn`. */
  heading: string;
  /** VAR sections, as in Structured Text. */
  text: string;
  findings: readonly DeclarationFinding[];
  open: boolean;
  onOpen: (open: boolean) => void;
  onChange: (text: string) => void;
  /** The line that somebody was led to. */
  line: number | null;
  /** Why nothing can be changed; null: it can. */
  why: string | null;
}

/** The variables of a drawing above it: as a table, and as text for what no table can say. */
export function Declarations({ kind, heading, text, findings, open, onOpen, onChange, line, why }: DeclarationsProps) {
  const { t } = useWorkbench();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const before = useRef(text);
  const toggle = useRef<HTMLButtonElement>(null);
  const read = useRef<HTMLElement>(null);
  const writes = draft !== null;
  useEffect(() => {
    if (writes) field.current?.focus();
  }, [writes]);
  useEffect(() => {
    if (open && line !== null) read.current?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [open, line]);

  /** What is written so far becomes the drawing's; the field stays. */
  const write = () => {
    if (draft === null) return;
    // Lines of a block in YAML end with a line break, and have no tabs before them.
    const next = draft.trim() ? `${draft.replaceAll('\t', '  ').trimEnd()}\n` : '';
    if (next !== text) onChange(next);
  };
  const begin = () => {
    before.current = text;
    setDraft(text);
  };
  const keep = () => {
    write();
    setDraft(null);
  };
  // The field goes: the keyboard goes on from what opened it.
  const leave = (how: 'kept' | 'cancelled') => {
    if (how === 'kept') write();
    else if (text !== before.current) onChange(before.current);
    setDraft(null);
    toggle.current?.focus();
  };
  const rows = useMemo(() => (open ? declarationRows(text) : null), [open, text]);
  const wrongLines = useMemo(
    () => new Set(findings.flatMap(({ line: at, severity }) => (severity === 'info' ? [] : at))),
    [findings],
  );
  const wrong = findings.filter(({ severity }) => severity !== 'info').length;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    // What was written is kept wherever one goes on.
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to what is inside
    <div
      className="wb-declarations"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) keep();
      }}
    >
      <div className="wb-declarations-head">
        <button
          ref={toggle}
          type="button"
          className="wb-declarations-toggle"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => onOpen(!open)}
        >
          <Chevron aria-hidden="true" size={14} />
          {t('program.declarations')}
          <code>{heading}</code>
          {wrong > 0 && (
            <span className="wb-declarations-wrong">
              <TriangleAlert aria-hidden="true" size={14} />
              {wrong === 1 ? t('program.problems.one') : t('program.problems', { count: wrong })}
            </span>
          )}
        </button>
        {open && !writes && (
          <ActionButton icon={PencilLine} look="quiet" label={t('program.declarations.edit')} why={why} onPress={begin} />
        )}
        {open && writes && (
          <>
            <ActionButton look="quiet" label={t('cancel')} onPress={() => leave('cancelled')} />
            <ActionButton look="primary" label={t('program.declarations.keep')} onPress={() => leave('kept')} />
          </>
        )}
      </div>
      {open && (
        <div id={id} className="wb-declarations-body">
          {writes ? (
            <textarea
              ref={field}
              aria-label={t('program.declarations')}
              value={draft}
              rows={Math.min(14, Math.max(5, draft.split('\n').length))}
              maxLength={20_000}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              onChange={({ target }) => setDraft(target.value)}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing) return;
                // Keys of the workbench begin so: a check and a download mean what is written here, too.
                if (event.key === 'Control' || event.key === 'Meta') write();
                if (event.key !== 'Escape') return;
                leave('cancelled');
                event.preventDefault();
                event.stopPropagation();
              }}
            />
          ) : rows === null ? (
            <section
              ref={read}
              className="wb-declarations-text"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: long lists are scrolled by keyboard too
              tabIndex={0}
              aria-label={t('program.declarations')}
            >
              <pre>
                <code>
                  <ColouredLines text={text.trimEnd()} marked={line === null ? undefined : { first: line, last: line }} />
                </code>
              </pre>
            </section>
          ) : (
            <>
              {rows.length === 0 && <p className="wb-message">{t('program.declarations.none')}</p>}
              <DeclarationTable
                kind={kind}
                text={text}
                rows={rows}
                onChange={onChange}
                wrong={wrongLines}
                line={line}
                readOnly={why !== null}
              />
            </>
          )}
          {!writes && findings.length > 0 && (
            <ul className="wb-declarations-findings">
              {findings.map(({ line: at, severity, text: words }) => (
                <li key={`${at} ${words}`} data-severity={severity}>
                  {t('program.problem.at', { line: at })}: <Sentence text={words} />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
