import { type ReactNode, useEffect, useRef } from 'react';
import type { SignalStore } from '../rig/signal-store.ts';
import { formatValue } from '../rig/value-format.ts';
import { useWorkbench } from '../workbench-context.ts';
import type { SceneControl } from './scene-painter.ts';

/**
 * The controls of the scene once more, below it and as large as a finger: on a telephone those of the drawing are too small to hit. For
 * the eye and the finger only; a screen reader and a keyboard have the drawing's own.
 */
export function ControlStrip({ controls, store }: { controls: readonly SceneControl[]; store: SignalStore }) {
  const { session } = useWorkbench();
  if (controls.length === 0) return null;
  return (
    <div className="wb-strip" aria-hidden="true">
      {controls.map((control) => {
        const name = session.props.signalNames[control.signal] ?? control.signal.split('.').slice(1).join('.');
        const key = `${control.kind} ${control.signal}`;
        if (control.kind === 'set') return <StripSlider key={key} control={control} store={store} name={name} />;
        return (
          <StripButton key={key} control={control} store={store}>
            {name}
          </StripButton>
        );
      })}
    </div>
  );
}

function StripButton({
  control,
  store,
  children,
}: {
  control: Exclude<SceneControl, { kind: 'set' }>;
  store: SignalStore;
  children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(
    () =>
      store.subscribe(control.signal, (value) => {
        if (button.current) button.current.dataset.state = value === true ? 'on' : 'off';
      }),
    [control, store],
  );
  const release = () => {
    if (control.kind === 'press') control.release();
  };
  return (
    <button
      ref={button}
      type="button"
      tabIndex={-1}
      className="wb-strip-button"
      data-kind={control.kind}
      onPointerDown={(event) => {
        if (control.kind !== 'press' || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        control.press();
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
      onContextMenu={(event) => event.preventDefault()}
      onClick={() => {
        if (control.kind === 'toggle') control.toggle();
      }}
    >
      <span className="wb-strip-lamp" />
      {children}
    </button>
  );
}

function StripSlider({
  control,
  store,
  name,
}: {
  control: Extract<SceneControl, { kind: 'set' }>;
  store: SignalStore;
  name: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  const shown = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      store.subscribe(control.signal, (value) => {
        if (shown.current) shown.current.textContent = formatValue(value, 'REAL');
        // What is under the finger is not taken out from under it.
        if (input.current && !input.current.matches(':active')) input.current.value = String(Number(value ?? control.range.min));
      }),
    [control, store],
  );
  return (
    <label className="wb-strip-slider">
      <span>{name}</span>
      <span ref={shown} className="wb-value" />
      <input
        ref={input}
        type="range"
        tabIndex={-1}
        min={control.range.min}
        max={control.range.max}
        step={control.step}
        defaultValue={control.range.min}
        onInput={(event) => control.set(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}
