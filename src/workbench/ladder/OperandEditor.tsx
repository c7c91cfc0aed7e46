import { type ComponentProps, type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { GridPart } from '../watch/GridPart.tsx';
import type { Words } from '../words.ts';

export interface Offer {
  text: string;
  about?: string;
}

/** A section of declarations that a name can be put in while it is typed. */
export type Section = 'VAR' | 'VAR_INPUT' | 'VAR_OUTPUT';

export interface Written {
  declare: Section | null;
  next: boolean;
}

interface OperandEditorProps {
  t: Words;
  /** Spoken. */
  label: string;
  text: string;
  several: boolean;
  complete: (text: string) => Promise<readonly Offer[]>;
  /** Type that an unknown name would be declared with; null: nothing is declared here. */
  declaredAs: string | null;
  /** Where it may be declared. */
  sections: readonly Section[];
  /** `declare`: the name is to be declared, too, there. `next`: on to the next text of the element. */
  onDone: (text: string, then: Written) => void;
  onCancel: () => void;
}

const most = 10;
/** Room for a list below the field that is good enough. Pixels. */
const enough = 200;
const isName = /^[A-Za-z_]\w*$/;

/** An operand written at its place, with the variables that it may be; a name that nobody knows can be declared here. */
export function OperandEditor(props: OperandEditorProps) {
  const { t, label, text: before, several, complete, declaredAs, sections, onDone, onCancel } = props;
  const [text, setText] = useState(before);
  const [offers, setOffers] = useState<readonly Offer[]>([]);
  const [active, setActive] = useState(-1);
  const list = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const done = useRef(false);

  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  useEffect(() => {
    if (several) return;
    let stale = false;
    complete(text).then(
      (found) => {
        if (!stale) setOffers(found);
      },
      () => {
        // Whoever types a name needs no list of names.
        if (!stale) setOffers([]);
      },
    );
    return () => {
      stale = true;
    };
  }, [text, complete, several]);

  const known = offers.some((offer) => offer.text.toUpperCase() === text.trim().toUpperCase());
  const declares = declaredAs !== null && !known && isName.test(text.trim()) && !/^(TRUE|FALSE)$/i.test(text.trim());
  const items: (Offer & { declare?: Section })[] = [
    ...offers.filter((offer) => offer.text !== text).slice(0, most),
    ...(declares
      ? sections.map((section) => ({
          text: text.trim(),
          about: t(`ladder.operand.declare.${section}`, { name: text.trim(), type: declaredAs }),
          declare: section,
        }))
      : []),
  ];
  const finish = (next: boolean, item = items[active]) => {
    if (done.current) return;
    done.current = true;
    onDone((item?.text ?? text).trim(), { declare: item?.declare ?? null, next });
  };
  const keyDown = (event: KeyboardEvent<HTMLElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape') {
      event.preventDefault();
      done.current = true;
      onCancel();
    } else if (event.key === 'Tab' || (event.key === 'Enter' && (!several || event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      finish(event.key === 'Enter' || !event.shiftKey);
    } else if (step !== 0 && !several && items.length > 0) {
      event.preventDefault();
      setActive(active < 0 && step < 0 ? items.length - 1 : (active + step + items.length) % items.length);
    }
  };
  const open = !several && items.length > 0;
  const [room, setRoom] = useState<{ above: boolean; height: number } | null>(null);
  const count = items.length;
  // The list must lie within the diagram: what is outside of it cannot be scrolled to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as many as there are, so much room they want
  useLayoutEffect(() => {
    const list = field.current?.closest('.ld-list')?.getBoundingClientRect();
    const own = field.current?.getBoundingClientRect();
    if (!list || !own) return;
    const [above, below] = [own.top - list.top - 4, list.bottom - own.bottom - 4];
    setRoom(below >= enough || below >= above ? { above: false, height: below } : { above: true, height: above });
  }, [count]);
  const shared = {
    ref: field,
    className: 'ld-operand-field',
    'aria-label': label,
    value: text,
    maxLength: several ? 20_000 : 1000,
    spellCheck: false,
    autoComplete: 'off',
    autoCapitalize: 'off',
    onKeyDown: keyDown,
    onBlur: () => finish(false, undefined),
  } as const;
  if (several) return <textarea {...shared} rows={6} onChange={({ target }) => setText(target.value)} />;
  return (
    <>
      <ComboBoxInput
        {...shared}
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
        style={{ width: `${Math.max(12, [...text].length + 3)}ch` }}
        onChange={({ target }) => {
          setText(target.value);
          setActive(-1);
        }}
      />
      <GridPart
        role="listbox"
        id={list}
        className="ld-offers"
        aria-label={t('ladder.operand.offers')}
        hidden={!open}
        data-above={room?.above ?? false}
        style={room ? { maxHeight: `min(calc(var(--u) * 32), ${Math.max(72, room.height)}px)` } : undefined}
      >
        {items.map((item, index) => (
          <GridPart
            key={`${item.text} ${item.declare}`}
            role="option"
            id={`${list}-${index}`}
            aria-selected={index === active}
            onPointerDown={(event) => {
              // The text keeps the focus.
              event.preventDefault();
              finish(true, item);
            }}
          >
            {item.declare ? item.about : <code>{item.text}</code>} {!item.declare && item.about && <span>{item.about}</span>}
          </GridPart>
        ))}
      </GridPart>
    </>
  );
}

/** The list below it is offered, never chosen from alone: no `select`. */
function ComboBoxInput(props: ComponentProps<'input'>) {
  return <input {...props} />;
}
