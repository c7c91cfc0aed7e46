import {
  type ClipboardEvent,
  type CSSProperties,
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import {
  copied,
  deleteSelected,
  duplicateNetworks,
  type Edited,
  insertAtCursor,
  insertBranch,
  insertNetwork,
  moveNetworks,
  moveTo,
  nearestTo,
  negateSelected,
  paste,
  selectedBetween,
} from '#sandbox/iec61131/diagrams/edit/acts.ts';
import { clipText, readClip } from '#sandbox/iec61131/diagrams/edit/clip-text.ts';
import { declare } from '#sandbox/iec61131/diagrams/edit/declare.ts';
import { type BoxPins, newElement, textsOf, withText } from '#sandbox/iec61131/diagrams/edit/elements.ts';
import { move } from '#sandbox/iec61131/diagrams/edit/move.ts';
import { insertAt, replaceAt, withNetwork } from '#sandbox/iec61131/diagrams/edit/rows.ts';
import { type ElementPath, elementAt, type LadderPou } from '#sandbox/iec61131/diagrams/ladder.ts';
import { nameOf, sentenceOf } from '#sandbox/iec61131/diagrams/sentence/sentence.ts';
import type { Words } from '../words.ts';
import { EditableHead } from './EditableHead.tsx';
import { EditorMarks } from './EditorMarks.tsx';
import type { ElementFinding } from './findings.ts';
import { LadderToolbar, type Tool } from './LadderToolbar.tsx';
import { LadderView, type ViewHands } from './LadderView.tsx';
import type { LadderLive } from './live.ts';
import { type Offer, OperandEditor, type Section, type Written } from './OperandEditor.tsx';
import { likelyType, partPlace } from './part-place.ts';
import type { StandingNetwork } from './sheet.ts';
import { type Held, useDragging } from './use-dragging.ts';
import { type LadderActs, ladderKey } from './use-ladder-keys.ts';

export interface LadderEditorProps {
  pou: LadderPou;
  onChange: (pou: LadderPou) => void;
  /** An element, the place of an empty row, or a network; null: nothing yet. The owner keeps it. */
  cursor: ElementPath | null;
  onCursor: (cursor: ElementPath) => void;
  onUndo: () => void;
  onRedo: () => void;
  /** Escape: the focus goes on to where the owner wants it. */
  onLeave: () => void;
  /** What a text may be. */
  complete: (text: string) => Promise<readonly Offer[]>;
  /** Pins of a box of this type; null: nothing is called so. */
  pinsOf: (type: string) => Promise<BoxPins | null>;
  findings: readonly ElementFinding[];
  live: LadderLive | null;
  breakpoints: ReadonlySet<number>;
  onBreakpoint?: (network: number) => void;
  standsAt: number | null;
  /** Values of what stands at an element are to be changed: write, force. */
  onValues?: (path: ElementPath, anchor: Element) => void;
  /** The name at the cursor: to where it is declared, or to another name. */
  onName?: (what: 'declaration' | 'rename') => void;
  /** Something could not be done: the words to show; null: the last refusal is over. */
  onRefuse?: (words: string | null) => void;
  /** Why nothing can be changed; null: it can. */
  why: string | null;
  label: string;
  t: Words;
  locale: Locale;
}

interface Editing {
  path: ElementPath;
  part: string;
}

/** Where a name that is typed into a drawing may be declared. */
const sectionsOf: Record<LadderPou['pou'], readonly Section[]> = {
  PROGRAM: ['VAR'],
  FUNCTION_BLOCK: ['VAR', 'VAR_INPUT', 'VAR_OUTPUT'],
  FUNCTION: ['VAR', 'VAR_INPUT'],
};

const zooms = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];

/** A ladder diagram that is drawn by keys and by pointer alike. Undo is its owner's: every change is a new diagram. */
export function LadderEditor(props: LadderEditorProps) {
  const { pou, onChange, cursor, onCursor, findings, live, why, t, locale } = props;
  const id = useId();
  const view = useRef<ViewHands>(null);
  const [anchor, setAnchor] = useState<ElementPath | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [zoom, setZoom] = useState(1);
  const [said, setSaid] = useState('');
  const standing = useRef(new Map<number, StandingNetwork>());
  const here = cursor === null ? null : elementAt(pou, cursor) || cursor.length === 1 ? cursor : place(pou, cursor);
  const selected = useMemo(() => (here === null ? [] : selectedBetween(anchor, here)), [anchor, here]);
  const keys = useMemo(() => new Set(selected.map((path) => path.join('.'))), [selected]);

  const goTo = (path: ElementPath, extend = false) => {
    setAnchor(extend ? (anchor ?? here) : path);
    onCursor(path);
  };
  const changed = ({ pou: next, cursor: at }: Edited, saying: string) => {
    onChange(next);
    goTo(at);
    setSaid(saying);
  };
  // What is walked to is seen.
  useEffect(() => {
    if (cursor) view.current?.reveal(cursor[0]!, cursor.slice(1));
  }, [cursor]);
  const showValues = (path: ElementPath) => {
    const anchor = path.length > 1 ? document.getElementById(`${id}-${path.join('.')}`) : null;
    if (anchor && elementAt(pou, path)) props.onValues?.(path, anchor);
  };
  const backToDiagram = () => {
    setEditing(null);
    view.current?.focus();
  };

  const insert = (tool: Tool, target: ElementPath | null) => {
    if (why) return;
    if (tool === 'network') {
      changed(insertNetwork(pou, target ?? here), t('ladder.add.network'));
      return;
    }
    if (tool === 'branch') {
      const edited = insertBranch(pou, target ? [target] : selected.filter((path) => path.length > 1));
      props.onRefuse?.(edited ? null : t('ladder.said.no-branch'));
      if (!edited) return;
      changed(edited, t('ladder.said.inserted', { name: t('ladder.add.branch') }));
      setEditing({ path: edited.cursor, part: 'operand' });
      return;
    }
    const element = newElement(tool);
    const edited = target ? { pou: insertAt(pou, target, [element]), cursor: target } : insertAtCursor(pou, here ?? [0], element);
    changed(edited, t('ladder.said.inserted', { name: t(`ladder.add.${tool}`) }));
    const first = textsOf(element)[0];
    if (first) setEditing({ path: edited.cursor, part: first.part });
    else view.current?.focus();
  };
  const { drag, hold } = useDragging({
    layoutOf: (network) => standing.current.get(network)?.layout,
    onPress: (held) => {
      if (held.what === 'tool') insert(held.tool, null);
      else if (held.what === 'edge') insert('branch', held.path);
      // A press within what is selected chooses the one that was pressed.
      else if (held.paths.length > 1 && cursor) setAnchor(cursor);
    },
    onDrop: (held, target) => {
      if (held.what === 'edge' || (held.what === 'tool' && held.tool === 'branch')) insert('branch', target);
      else if (held.what === 'tool') insert(held.tool, target);
      else {
        const edited = moveTo(pou, held.paths, target);
        if (edited) changed(edited, t('ladder.said.moved'));
      }
    },
  });

  const acts: LadderActs = {
    move: (direction, extend) => {
      const layoutOf = (network: number) => standing.current.get(network)!.layout;
      if (here === null || !standing.current.has(here[0]!)) goTo([0]);
      else if (extend && here.length > 1) {
        const step = here.with(-1, here.at(-1)! + (direction === 'right' || direction === 'down' ? 1 : -1));
        if (elementAt(pou, step)) goTo(step, true);
      } else goTo(move(pou, layoutOf, here, direction), extend && here.length === 1);
    },
    network: (step) => {
      const last = pou.networks.length - 1;
      const at = step === 'first' ? 0 : step === 'last' ? last : (here?.[0] ?? 0) + step;
      if (last >= 0) goTo([Math.min(last, Math.max(0, at))]);
    },
    moveNetworks: (step) => {
      const moved = why || here === null ? null : moveNetworks(pou, selected, step);
      if (moved === null || here === null) return;
      const by = (path: ElementPath): ElementPath => path.with(0, path[0]! + step);
      changed({ pou: moved, cursor: by(here) }, t('ladder.said.moved'));
      if (anchor) setAnchor(by(anchor));
    },
    duplicateNetworks: () => {
      const edited = why ? null : duplicateNetworks(pou, selected);
      if (edited) changed(edited, t('ladder.said.duplicated'));
    },
    tool: (tool) => insert(tool, null),
    negate: () => {
      if (!why && selected.length > 0) onChange(negateSelected(pou, selected));
    },
    remove: () => {
      if (!why && selected.length > 0) changed(deleteSelected(pou, selected), t('ladder.said.deleted'));
    },
    edit: () => {
      if (why || here === null) return;
      const element = elementAt(pou, here);
      const first = element && textsOf(element)[0];
      if (first) setEditing({ path: here, part: first.part });
      else if (here.length === 1) setEditing({ path: here, part: 'title' });
    },
    values: () => {
      if (here !== null) showValues(here);
    },
    name: (what) => {
      if (here !== null && elementAt(pou, here)) props.onName?.(what);
    },
    undo: props.onUndo,
    redo: props.onRedo,
    zoom: (step) => setZoom((now) => (step === 0 ? 1 : (zooms[zooms.indexOf(now) + step] ?? now))),
    leave: props.onLeave,
  };

  const elementOf = (target: EventTarget): ElementPath | null => {
    const box = target instanceof Element ? target.closest<HTMLElement>('.ld-network') : null;
    const element = target instanceof Element ? target.closest<SVGElement>('.ld-element') : null;
    if (!box) return null;
    return [Number(box.dataset.network), ...(element?.dataset.path?.split('.').map(Number) ?? [])];
  };
  const pointerDown = (event: PointerEvent) => {
    const path = elementOf(event.target);
    if (
      !path ||
      event.button !== 0 ||
      (event.target instanceof Element && event.target.closest('button, input, textarea, .ld-writing'))
    )
      return;
    const isSelected = keys.has(path.join('.'));
    if (!isSelected || event.shiftKey) goTo(path, event.shiftKey);
    if (!why && path.length > 1 && event.pointerType !== 'touch')
      hold({ what: 'elements', paths: isSelected && !event.shiftKey ? selected : [path] }, event);
  };
  const doubleClick = (event: MouseEvent) => {
    const path = elementOf(event.target);
    const element = path && elementAt(pou, path);
    if (!path || !element || why) return;
    const part = event.target instanceof Element ? event.target.closest<SVGElement>('[data-part]')?.dataset.part : undefined;
    const parts = textsOf(element).map((one) => one.part);
    const wanted = part && parts.includes(part) ? part : parts[0];
    if (wanted) setEditing({ path, part: wanted });
  };
  const copy = (event: ClipboardEvent, cut: boolean) => {
    if (editing || selected.length === 0 || !(event.target instanceof Element) || event.target.closest('input, textarea')) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', clipText(copied(pou, selected)));
    if (cut && !why) acts.remove();
    else setSaid(t('ladder.said.copied'));
  };

  const write = async (editor: Editing, text: string, then: Written) => {
    const element = elementAt(pou, editor.path);
    if (!element) return backToDiagram();
    const isType = element.kind === 'box' && editor.part === 'type';
    const written = withText(element, editor.part, text, isType ? await props.pinsOf(text) : null);
    let next = written === element ? pou : replaceAt(pou, editor.path, written);
    const placed = placedAt(standing.current, editor.path);
    const type = placed && likelyType(placed, editor.part);
    if (then.declare && type) next = declare(next, text, type, then.declare);
    if (next !== pou) onChange(next);
    const parts = textsOf(written);
    const at = parts.findIndex(({ part }) => part === editor.part);
    const following = then.next ? parts.slice(at + 1)[0] : undefined;
    if (following) setEditing({ path: editor.path, part: following.part });
    else if (then.next) backToDiagram();
    else setEditing(null);
  };

  return (
    <div className="ld" data-own-keys data-dragging={drag !== null}>
      <LadderToolbar
        t={t}
        why={why}
        zoom={zoom}
        onTool={acts.tool}
        onHold={(tool, event) => event.button === 0 && hold({ what: 'tool', tool } satisfies Held, event)}
        onDelete={acts.remove}
        onZoom={acts.zoom}
      />
      <LadderView
        pou={pou}
        t={t}
        id={id}
        label={props.label}
        zoom={zoom}
        live={live}
        findings={findings}
        breakpoints={props.breakpoints}
        onBreakpoint={props.onBreakpoint}
        standsAt={props.standsAt}
        sentenceOf={(network) => sentenceOf(pou.networks[network]!, locale)}
        nameOf={(network, path) => nameAt(pou, [network, ...path], locale)}
        selected={keys}
        current={here}
        activeId={
          here === null || pou.networks.length === 0 ? undefined : `${id}-${elementAt(pou, here) ? here.join('.') : here[0]}`
        }
        hands={view}
        onSheet={(sheet) => {
          standing.current = new Map(sheet.networks.entries());
        }}
        over={(network, { layout }) =>
          // Nothing to mark: the network need not be drawn anew.
          drag === null && here?.[0] !== network ? null : (
            <EditorMarks
              network={network}
              layout={layout}
              cursor={here}
              drag={drag}
              readOnly={why !== null}
              branchLabel={t('ladder.add.branch')}
              onHoldEdge={(event) => here && hold({ what: 'edge', path: here }, event)}
            />
          )
        }
        beside={(network, stands) => {
          if (editing === null || editing.path[0] !== network) return null;
          // As it stands in this very drawing: what was just put in is not yet where the last one was.
          const placed = placedAt(new Map([[network, stands]]), editing.path);
          const text = placed && textsOf(placed.element).find(({ part }) => part === editing.part);
          if (!placed || !text) return null;
          const at = partPlace(placed, editing.part);
          return (
            <div className="ld-writing" style={{ '--x': at.x, '--y': at.y } as CSSProperties}>
              <OperandEditor
                key={`${editing.path.join('.')} ${editing.part}`}
                t={t}
                label={t('ladder.operand', { name: `${nameAt(pou, editing.path, locale)}, ${editing.part}` })}
                text={text.text}
                several={placed.element.kind === 'st'}
                complete={props.complete}
                declaredAs={likelyType(placed, editing.part)}
                sections={sectionsOf[pou.pou]}
                onDone={(written, then) => void write(editing, written, then)}
                onCancel={backToDiagram}
              />
            </div>
          );
        }}
        headOf={(network, stands) => (
          <EditableHead
            standing={stands}
            t={t}
            why={why}
            editing={editing !== null && editing.path.length === 1 && editing.path[0] === network}
            onEdit={() => setEditing({ path: [network], part: 'title' })}
            onDone={(head, leave) => {
              const known = pou.networks[network];
              if (known && head) onChange(withNetwork(pou, network, { rung: known.rung, ...head }));
              if (leave) backToDiagram();
              else setEditing(null);
            }}
          />
        )}
        handlers={{
          'aria-describedby': `${id}-keys`,
          onKeyDown: (event) => {
            if (event.target !== event.currentTarget || editing) return;
            if (ladderKey(event, acts)) event.preventDefault();
          },
          onFocus: (event) => {
            if (event.target === event.currentTarget && here === null && pou.networks.length > 0) goTo([0]);
          },
          onPointerDown: pointerDown,
          onDoubleClick: doubleClick,
          onContextMenu: (event) => {
            const path = event.target === event.currentTarget ? here : elementOf(event.target);
            if (path === null || path.length === 1 || !props.onValues || editing) return;
            event.preventDefault();
            goTo(path);
            showValues(path);
          },
          onCopy: (event) => copy(event, false),
          onCut: (event) => copy(event, true),
          onPaste: (event) => {
            if (editing || why || (event.target instanceof Element && event.target.closest('input, textarea'))) return;
            event.preventDefault();
            const clip = readClip(event.clipboardData.getData('text/plain'));
            props.onRefuse?.(clip === null ? t('ladder.said.no-ladder') : null);
            if (clip !== null) changed(paste(pou, here, clip), t('ladder.said.pasted'));
          },
          onWheel: (event) => {
            if (event.ctrlKey) acts.zoom(event.deltaY < 0 ? 1 : -1);
          },
        }}
      />
      {pou.networks.length === 0 && <p className="wb-empty">{t('ladder.empty')}</p>}
      <p id={`${id}-keys`} className="wb-hidden">
        {t('ladder.keys')}
      </p>
      <p className="wb-hidden" role="status">
        {said}
      </p>
    </div>
  );
}

/** A cursor in a row that has nothing there: the row's beginning if the row still is, else what is near. */
function place(pou: LadderPou, cursor: ElementPath): ElementPath {
  const parallel = elementAt(pou, cursor.slice(0, -2));
  const isEmptyRow = cursor.at(-1) === 0 && parallel?.kind === 'parallel' && parallel.branches[cursor.at(-2)!]?.length === 0;
  return isEmptyRow ? cursor : nearestTo(pou, cursor);
}

function nameAt(pou: LadderPou, path: ElementPath, locale: Locale): string {
  const element = elementAt(pou, path);
  if (element) return nameOf(element, locale);
  const network = pou.networks[path[0]!];
  return network ? sentenceOf(network, locale) : '';
}

function placedAt(networks: ReadonlyMap<number, StandingNetwork>, [network, ...path]: ElementPath) {
  const key = path.join('.');
  return networks.get(network!)?.layout.elements.find((placed) => placed.path.join('.') === key);
}
