import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { GridPart } from '../watch/GridPart.tsx';
import { useView } from '../watch/use-view.ts';
import { useWorkbench } from '../workbench-context.ts';

/** A line of eight takes this width in rem less than one of sixteen needs. */
const sixteenFrom = 33;
const rowHeight = 1.375;
const beyond = 4;

interface HexViewProps {
  bytes: Uint8Array;
  /** Bytes of the chosen field. */
  mark: { at: number; length: number } | null;
  onChoose: (at: number) => void;
  label: string;
}

/** Bytes in lines: offset, hexadecimal, characters. By pointer or arrow keys one of them chooses the field that it belongs to. */
export function HexView({ bytes, mark, onChoose, label }: HexViewProps) {
  const { t } = useWorkbench();
  const box = useRef<HTMLDivElement>(null);
  const view = useView(box);
  const [cursor, setCursor] = useState(0);
  const perRow = view.width >= sixteenFrom * view.rem ? 16 : 8;
  const height = rowHeight * view.rem;
  const rows = Math.ceil(bytes.length / perRow);
  const first = Math.max(0, Math.floor(view.top / height) - beyond);
  const last = Math.min(rows - 1, Math.ceil((view.top + view.height) / height) + beyond);
  const shown = useMemo(() => Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index), [first, last]);
  const at = Math.min(cursor, Math.max(0, bytes.length - 1));

  const markAt = mark?.at ?? null;
  useEffect(() => {
    const element = box.current;
    if (!element || markAt === null) return;
    setCursor(markAt);
    const top = Math.floor(markAt / perRow) * height;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + height > element.scrollTop + element.clientHeight) element.scrollTop = top + 2 * height - element.clientHeight;
  }, [markAt, perRow, height]);

  const go = (to: number) => {
    const next = Math.min(Math.max(to, 0), bytes.length - 1);
    setCursor(next);
    onChoose(next);
  };
  const keyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const steps: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + perRow,
      ArrowUp: at - perRow,
      Home: at - (at % perRow),
      End: at - (at % perRow) + perRow - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(wanted);
  };
  const marked = (index: number): boolean => mark !== null && index >= mark.at && index < mark.at + mark.length;
  return (
    <GridPart
      ref={box}
      role="listbox"
      className="wb-net-hex"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={bytes.length > 0 ? `net-byte-${at}` : undefined}
      onKeyDown={keyDown}
      onClick={({ target }) => {
        const byte = target instanceof Element ? target.closest<HTMLElement>('[data-byte]') : null;
        if (byte) go(Number(byte.dataset.byte));
      }}
    >
      <div role="presentation" style={{ height: rows * height }}>
        {shown.map((row) => {
          const from = row * perRow;
          const part = Array.from(bytes.subarray(from, from + perRow));
          return (
            <div key={row} role="presentation" className="wb-net-hex-row" style={{ transform: `translateY(${row * height}px)` }}>
              <span aria-hidden="true" className="wb-net-offset">
                {from.toString(16).padStart(4, '0')}
              </span>
              <span role="presentation" className="wb-net-hex-bytes">
                {part.map((value, index) => (
                  <GridPart
                    // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
                    key={index}
                    role="option"
                    id={`net-byte-${from + index}`}
                    aria-selected={marked(from + index)}
                    aria-label={t('network.byte', { at: from + index, value: value.toString(16).padStart(2, '0') })}
                    data-byte={from + index}
                    data-cursor={from + index === at}
                    data-half={index === 8}
                  >
                    {value.toString(16).padStart(2, '0')}
                  </GridPart>
                ))}
                {/* The characters of a short line stand below those of the others. */}
                <span aria-hidden="true" className="wb-net-lacking">
                  {'   '.repeat(perRow - part.length)}
                </span>
              </span>
              <span aria-hidden="true" className="wb-net-characters">
                {part.map((value, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
                  <span key={index} data-byte={from + index} data-marked={marked(from + index)}>
                    {value >= 32 && value < 127 ? String.fromCharCode(value) : '.'}
                  </span>
                ))}
              </span>
            </div>
          );
        })}
      </div>
    </GridPart>
  );
}
