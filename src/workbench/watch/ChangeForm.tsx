import { useId, useState } from 'react';
import { Input, Label, TextField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { WireSignal } from '#sandbox/wire/messages.ts';
import { ActionButton } from '../ActionButton.tsx';
import { formatValue, parseTyped, type ValueFormat } from '../rig/value-format.ts';
import { force, type Hands, unforce, write } from './acts.ts';

interface ChangeFormProps {
  hands: Hands;
  signal: WireSignal;
  format: ValueFormat;
  forced: boolean;
  close: () => void;
}

/** Write, force and unforce one signal; the value is typed in the format that it is shown in, or in any other. */
export function ChangeForm({ hands, signal, format, forced, close }: ChangeFormProps) {
  const { session, t } = hands;
  const bool = signal.type === 'BOOL';
  const [text, setText] = useState(() => {
    const value = session.store.value(signal.name);
    if (bool) return value === true ? 'FALSE' : 'TRUE';
    return value === undefined ? '' : formatValue(value, signal.type, format);
  });
  const [first] = useState(text);
  const label = useId();
  const [bad, setBad] = useState(false);
  const send = (act: typeof write) => {
    const value = parseTyped(text, signal.type, format);
    if (value === null) {
      setBad(true);
      return;
    }
    void act(hands, signal, value);
    close();
  };
  const writable = signal.writable || signal.operable;
  return (
    <form
      className="wb-change"
      onSubmit={(event) => {
        event.preventDefault();
        send(writable ? write : force);
      }}
    >
      {bool ? (
        <div>
          <span className="wb-change-label" id={label}>
            {t('watch.new', { name: signal.name })}
          </span>
          <ToggleButtonGroup
            className="wb-segments"
            aria-labelledby={label}
            selectedKeys={[text]}
            disallowEmptySelection
            onSelectionChange={(keys) => setText(keys.has('TRUE') ? 'TRUE' : 'FALSE')}
          >
            {['TRUE', 'FALSE'].map((one) => (
              <ToggleButton key={one} id={one} className="wb-segment" autoFocus={one === first}>
                {one}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
      ) : (
        // By itself a field that is invalid would hold the form back, also once what it holds is right.
        <TextField
          value={text}
          onChange={(typed) => {
            setText(typed);
            setBad(false);
          }}
          isInvalid={bad}
          validationBehavior="aria"
          autoFocus
        >
          <Label>{t('watch.new', { name: signal.name })}</Label>
          <Input className="wb-input" maxLength={100} spellCheck="false" onFocus={(event) => event.currentTarget.select()} />
        </TextField>
      )}
      {bad && (
        <p className="wb-message wb-message-danger" role="alert">
          {t('watch.bad', { type: signal.type, example: exampleOf(signal.type, format) })}
        </p>
      )}
      <div className="wb-row">
        {writable && (
          <ActionButton label={t('watch.write.name', { name: signal.name })} look="primary" onPress={() => send(write)}>
            {t('watch.write')}
          </ActionButton>
        )}
        {signal.forceable && (
          <ActionButton label={t('watch.force.name', { name: signal.name })} look="forced" onPress={() => send(force)}>
            {t('watch.force')}
          </ActionButton>
        )}
        {forced && (
          <ActionButton
            label={t('watch.unforce.name', { name: signal.name })}
            onPress={() => {
              void unforce(hands, signal.name);
              close();
            }}
          >
            {t('watch.unforce')}
          </ActionButton>
        )}
      </div>
    </form>
  );
}

function exampleOf(type: string, format: ValueFormat): string {
  if (type.endsWith('TIME') || format === 'time') return 'T#2s500ms';
  if (type.endsWith('REAL')) return format === 'exp' ? '1.5E3' : '1.5';
  if (format === 'bin') return '2#1010';
  if (format === 'ascii') return "'A'";
  return format === 'hex' ? '16#FF' : '12';
}
