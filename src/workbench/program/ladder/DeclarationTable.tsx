import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import {
  addRow,
  changeCell,
  type DeclarationColumn,
  type DeclarationRow,
  moveToSection,
  withoutRow,
} from '#sandbox/iec61131/diagrams/edit/declaration-rows.ts';
import type { LadderPou } from '#sandbox/iec61131/diagrams/ladder.ts';
import { ActionButton } from '../../ActionButton.tsx';
import { useWorkbench } from '../../workbench-context.ts';
import './declaration-table.css';

interface DeclarationTableProps {
  kind: LadderPou['pou'];
  text: string;
  rows: readonly DeclarationRow[];
  onChange: (text: string) => void;
  /** Lines with a mistake. */
  wrong: ReadonlySet<number>;
  /** The line that somebody was led to. */
  line: number | null;
  /** Nothing can be changed. */
  readOnly: boolean;
}

const sectionsOf: Record<LadderPou['pou'], readonly string[]> = {
  PROGRAM: ['VAR', 'VAR CONSTANT', 'VAR RETAIN', 'VAR_INPUT', 'VAR_OUTPUT', 'VAR_EXTERNAL', 'VAR_TEMP'],
  FUNCTION_BLOCK: ['VAR', 'VAR CONSTANT', 'VAR RETAIN', 'VAR_INPUT', 'VAR_OUTPUT', 'VAR_IN_OUT', 'VAR_EXTERNAL', 'VAR_TEMP'],
  FUNCTION: ['VAR', 'VAR CONSTANT', 'VAR_INPUT', 'VAR_OUTPUT', 'VAR_IN_OUT'],
};

/** What is declared most; any other type can be typed. */
const usualTypes =
  'BOOL INT DINT UINT UDINT REAL LREAL WORD DWORD BYTE TIME STRING TON TOF TP CTU CTD CTUD R_TRIG F_TRIG SR RS'.split(' ');

/** The variables of a drawing as a table: a row a declaration, written cell by cell. */
export function DeclarationTable({ kind, text, rows, onChange, wrong, line, readOnly }: DeclarationTableProps) {
  const { t } = useWorkbench();
  const types = useId();
  const body = useRef<HTMLTableElement>(null);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    if (line !== null) body.current?.querySelector('[data-marked="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [line]);

  const titles: Record<DeclarationColumn, string> = {
    names: t('program.declarations.name'),
    at: t('program.declarations.at'),
    type: t('program.declarations.type'),
    initial: t('program.declarations.initial'),
    remark: t('program.declarations.remark'),
  };
  const columns: DeclarationColumn[] = rows.some(({ at }) => at !== '')
    ? ['names', 'at', 'type', 'initial', 'remark']
    : ['names', 'type', 'initial', 'remark'];

  /** Tells whether it could be written. */
  const write = (row: number, column: DeclarationColumn, value: string): boolean => {
    const next = changeCell(text, row, column, value);
    setRefused(next === null ? t('program.declarations.refused', { text: value.trim(), column: titles[column] }) : null);
    if (next !== null && next !== text) onChange(next);
    return next !== null;
  };
  /** What is drawn anew keeps the keyboard: in the row that has gone elsewhere, beside the one that is gone. */
  const change = (next: string | null, goOn: (names: HTMLInputElement[]) => HTMLElement | null | undefined): void => {
    setRefused(null);
    if (next === null || next === text) return;
    onChange(next);
    requestAnimationFrame(() => {
      const names = [...(body.current?.querySelectorAll<HTMLInputElement>('[data-column="names"]') ?? [])];
      (goOn(names) ?? body.current?.parentElement?.querySelector<HTMLElement>('.wb-declared-new input'))?.focus();
    });
  };
  const move = (at: number, name: string, section: string): void =>
    change(moveToSection(text, at, section), (names) =>
      names
        .find(({ value }) => value === name)
        ?.closest('tr')
        ?.querySelector<HTMLElement>('[data-column="section"]'),
    );
  const remove = (at: number): void => change(withoutRow(text, at), (names) => names[at] ?? names.at(-1));
  const kinds = [...new Set([...sectionsOf[kind], ...rows.map(({ section }) => section)])];

  return (
    <>
      <table ref={body} className="wb-declared" onKeyDown={(event) => toNeighbour(event)} aria-label={t('program.declarations')}>
        <thead>
          <tr>
            <th scope="col">{titles.names}</th>
            <th scope="col">{t('program.declarations.section')}</th>
            {columns.slice(1).map((column) => (
              <th key={column} scope="col">
                {titles[column]}
              </th>
            ))}
            {!readOnly && (
              <th scope="col">
                <span className="wb-hidden">{t('program.declarations.acts')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // By its place: a name that is changed must not take the keyboard with it, and can stand there twice, by mistake.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Fragment key={at}>
              {row.notes.map((note) => (
                <tr key={note} className="wb-declared-note">
                  <td colSpan={columns.length + (readOnly ? 1 : 2)}>{note}</td>
                </tr>
              ))}
              <tr data-marked={row.line === line} data-wrong={wrong.has(row.line)}>
                <th scope="row">
                  <Cell
                    value={row.names}
                    label={titles.names}
                    column="names"
                    readOnly={readOnly}
                    onWrite={(value) => write(at, 'names', value)}
                  />
                </th>
                <td>
                  {readOnly ? (
                    <code>{row.section}</code>
                  ) : (
                    <select
                      aria-label={t('program.declarations.cell', {
                        column: t('program.declarations.section'),
                        name: row.names,
                      })}
                      data-column="section"
                      value={row.section}
                      onChange={({ target }) => move(at, row.names, target.value)}
                    >
                      {kinds.map((name) => (
                        <option key={name}>{name}</option>
                      ))}
                    </select>
                  )}
                </td>
                {columns.slice(1).map((column) => (
                  <td key={column}>
                    <Cell
                      value={row[column]}
                      label={t('program.declarations.cell', { column: titles[column], name: row.names })}
                      column={column}
                      list={column === 'type' ? types : undefined}
                      readOnly={readOnly}
                      onWrite={(value) => write(at, column, value)}
                    />
                  </td>
                ))}
                {!readOnly && (
                  <td>
                    <ActionButton
                      icon={Trash2}
                      iconOnly
                      look="quiet"
                      label={t('program.declarations.delete', { name: row.names })}
                      onPress={() => remove(at)}
                    />
                  </td>
                )}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
      {!readOnly && (
        <NewRow
          kinds={kinds}
          types={types}
          onAdd={(section, name, type) => {
            const next = addRow(text, section, name, type);
            setRefused(next === null ? t('program.declarations.no-new', { name: name.trim(), type: type.trim() }) : null);
            if (next !== null) onChange(next);
            return next !== null;
          }}
        />
      )}
      <p className="wb-declared-refused" role="status">
        {refused}
      </p>
      <datalist id={types}>
        {usualTypes.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
    </>
  );
}

interface CellProps {
  value: string;
  label: string;
  column: DeclarationColumn;
  list?: string | undefined;
  readOnly: boolean;
  /** Tells whether it could be written. */
  onWrite: (value: string) => boolean;
}

/** Written when one goes on: by Enter, Tab or elsewhere. Escape takes back what was typed. */
function Cell({ value, label, column, list, readOnly, onWrite }: CellProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  // Rows come and go: what was typed into one does not stay for the next that stands there.
  const place = `${label}: ${value}`;
  const [shown, setShown] = useState(place);
  if (shown !== place) {
    setShown(place);
    setDraft(null);
    setRefused(false);
  }
  if (readOnly) return <code>{value}</code>;
  const write = (): void => {
    if (draft === null) return;
    const written = draft.trim() === value || onWrite(draft);
    setRefused(!written);
    if (written) setDraft(null);
  };
  return (
    <input
      aria-label={label}
      aria-invalid={refused}
      data-column={column}
      list={list}
      value={draft ?? value}
      maxLength={1000}
      spellCheck={column === 'remark'}
      autoComplete="off"
      autoCapitalize="off"
      onChange={({ target }) => setDraft(target.value)}
      onBlur={write}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        // Keys of the workbench begin so: a check and a download mean what is written here, too.
        if (event.key === 'Enter' || event.key === 'Control' || event.key === 'Meta') write();
        if (event.key !== 'Escape' || draft === null) return;
        setDraft(null);
        setRefused(false);
        event.stopPropagation();
      }}
    />
  );
}

interface NewRowProps {
  kinds: readonly string[];
  types: string;
  /** Tells whether it could be declared. */
  onAdd: (section: string, name: string, type: string) => boolean;
}

function NewRow({ kinds, types, onAdd }: NewRowProps) {
  const { t } = useWorkbench();
  const [name, setName] = useState('');
  const [section, setSection] = useState('VAR');
  const [type, setType] = useState('BOOL');
  const field = useRef<HTMLInputElement>(null);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '' && onAdd(section, name, type)) setName('');
    field.current?.focus();
  };
  return (
    <form className="wb-declared-new" aria-label={t('program.declarations.new')} onSubmit={add}>
      <input
        ref={field}
        aria-label={t('program.declarations.name')}
        placeholder={t('program.declarations.new')}
        value={name}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={({ target }) => setName(target.value)}
      />
      <select aria-label={t('program.declarations.section')} value={section} onChange={({ target }) => setSection(target.value)}>
        {kinds.map((kind) => (
          <option key={kind}>{kind}</option>
        ))}
      </select>
      <input
        aria-label={t('program.declarations.type')}
        list={types}
        value={type}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={({ target }) => setType(target.value)}
      />
      <button type="submit" className="wb-button wb-button-plain">
        <Plus aria-hidden="true" size={14} />
        <span>{t('program.declarations.add')}</span>
      </button>
    </form>
  );
}

/** Up and down in a column, as in every table of values. Lists of types and sections have these keys for themselves. */
function toNeighbour(event: KeyboardEvent<HTMLTableElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const { column } = event.target instanceof HTMLElement ? event.target.dataset : {};
  if (step === 0 || column === undefined || column === 'section' || column === 'type') return;
  const cells = [...event.currentTarget.querySelectorAll<HTMLElement>(`[data-column="${column}"]`)];
  const next = cells[cells.indexOf(event.target as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
