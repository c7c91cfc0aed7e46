import { Filter, X } from 'lucide-react';
import { type ComponentProps, type KeyboardEvent, useId, useRef, useState } from 'react';
import { type Completions, completeFilter } from '#sandbox/protocols/internet/dissector.ts';
import { ActionButton } from '../ActionButton.tsx';
import { GridPart } from '../watch/GridPart.tsx';
import { useWorkbench } from '../workbench-context.ts';
import type { NetworkDesk, NetworkState } from './network-desk.ts';

/** So many are offered: more than fit would be read by nobody. */
const most = 12;

/** The display filter: takes hold as it is typed, offers what may stand at the cursor, and says where it is wrong. */
export function FilterBox({ desk, state }: { desk: NetworkDesk; state: NetworkState }) {
  const { t, locale } = useWorkbench();
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const help = useId();
  const [offer, setOffer] = useState<Completions | null>(null);
  const [active, setActive] = useState(-1);
  const { filter, filterError } = state;
  const items = offer?.items.slice(0, most) ?? [];
  const open = items.length > 0;
  // Who is offered the rest of a sentence has not made a mistake yet.
  const wrong = open ? null : filterError;

  const offerAt = (text: string, cursor: number) => {
    const found = completeFilter(text, cursor);
    // What stands there already is no news.
    const typed = text.slice(found.from, found.to);
    setOffer(found.items.length === 1 && found.items[0]?.text === typed ? null : found);
    setActive(-1);
  };
  const type = (text: string, cursor: number) => {
    desk.setFilter(text);
    offerAt(text, cursor);
  };
  const take = (index: number) => {
    const item = items[index];
    if (!offer || !item) return;
    const before = `${filter.slice(0, offer.from)}${item.text} `;
    const text = `${before}${filter.slice(offer.to).trimStart()}`;
    desk.setFilter(text);
    setOffer(null);
    // After React has written the text.
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(before.length, before.length);
      offerAt(text, before.length);
    });
  };
  const keyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!open) offerAt(filter, event.currentTarget.selectionStart ?? filter.length);
      else setActive((active + step + items.length + (active < 0 && step < 0 ? 1 : 0)) % items.length);
    } else if (open && (event.key === 'Enter' || event.key === 'Tab') && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === 'Enter') setOffer(null);
    else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOffer(null);
    }
  };
  return (
    <div className="wb-net-filter" data-wrong={wrong !== null}>
      <div className="wb-net-filter-line">
        <Filter aria-hidden="true" size={14} />
        <ComboBoxInput
          ref={input}
          role="combobox"
          className="wb-input"
          aria-label={t('network.filter')}
          aria-expanded={open}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
          aria-invalid={wrong !== null}
          aria-describedby={help}
          placeholder={t('network.filter.hint')}
          value={filter}
          maxLength={500}
          spellCheck="false"
          autoComplete="off"
          autoCapitalize="off"
          onChange={({ target }) => type(target.value, target.selectionStart ?? target.value.length)}
          onKeyDown={keyDown}
          onBlur={() => setOffer(null)}
        />
        {filter !== '' && (
          <ActionButton icon={X} iconOnly look="quiet" label={t('network.filter.clear')} onPress={() => type('', 0)} />
        )}
        <GridPart role="listbox" id={list} className="wb-net-offers" aria-label={t('network.filter.offers')} hidden={!open}>
          {items.map(({ text, about }, index) => (
            <GridPart
              key={text}
              role="option"
              id={`${list}-${index}`}
              aria-selected={index === active}
              onPointerDown={(event) => {
                // The text keeps the focus.
                event.preventDefault();
                take(index);
              }}
            >
              <code>{text}</code> <span>{about[locale]}</span>
            </GridPart>
          ))}
        </GridPart>
      </div>
      <p id={help} className="wb-net-filter-help" role="status">
        {wrong && (
          <>
            {t('network.filter.column', { column: wrong.column })} {wrong.message[locale]}
          </>
        )}
      </p>
    </div>
  );
}

/** The list below it is offered, never chosen from alone: no `select`. */
function ComboBoxInput(props: ComponentProps<'input'>) {
  return <input {...props} />;
}
