/** The table of own keys with a button in each row that takes the next key pressed. */
import { type ActionId, defaultKeys } from '../workbench/actions/default-keys.ts';
import { isSingleKey, keyCaps, keyText, sharedKeys } from '../workbench/actions/key-text.ts';

/** As `noKey` of preferences-form.ts, in a field of the form. */
const noKey = '-';

interface Row {
  action: string;
  title: string;
  field: HTMLInputElement;
  record: HTMLButtonElement;
  reset: HTMLButtonElement;
  conflict: HTMLElement | null;
}

export class KeyRecorders {
  readonly #rows: Row[];
  readonly #words: DOMStringMap;
  readonly #mac: boolean;
  readonly #place: HTMLElement;
  readonly #save: (keys: Record<string, string>) => void;

  constructor(place: HTMLElement, mac: boolean, save: (keys: Record<string, string>) => void) {
    this.#place = place;
    this.#words = place.dataset;
    this.#mac = mac;
    this.#save = save;
    for (const caps of place.querySelectorAll<HTMLElement>('[data-keys]')) drawCaps(caps, caps.dataset.keys ?? '', mac);
    this.#rows = [...place.querySelectorAll<HTMLElement>('tr[data-action]')].flatMap((line) => this.#rowOf(line));
    this.show();
  }

  #rowOf(line: HTMLElement): Row[] {
    const field = line.querySelector('input');
    const { action = '', title = '' } = line.dataset;
    if (!field) return [];
    const recorder = document.createElement('div');
    const record = document.createElement('button');
    const reset = document.createElement('button');
    recorder.className = 'recorder';
    record.type = 'button';
    reset.type = 'button';
    record.className = 'record';
    record.title = (this.#words.recordOf ?? '').replace('{action}', title);
    reset.textContent = this.#words.reset ?? '';
    reset.setAttribute('aria-label', `${this.#words.reset}: ${title}`);
    recorder.append(record, reset);
    field.hidden = true;
    field.before(recorder);
    const row = { action, title, field, record, reset, conflict: line.querySelector<HTMLElement>('.conflict') };
    record.addEventListener('click', () => this.#record(row, record.dataset.recording === undefined));
    record.addEventListener('keydown', (event) => this.#take(row, event));
    record.addEventListener('blur', () => this.#record(row, false));
    reset.addEventListener('click', () => {
      this.#set(row, '');
      record.focus();
    });
    return [row];
  }

  #record(row: Row, on: boolean): void {
    row.record.toggleAttribute('data-recording', on);
    this.#draw(row);
  }

  #take(row: Row, event: KeyboardEvent): void {
    // Tab always leads on: nobody is held in here.
    if (row.record.dataset.recording === undefined || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      this.#record(row, false);
      return;
    }
    const erases = event.key === 'Backspace' || event.key === 'Delete';
    const keys = erases && !event.ctrlKey && !event.metaKey && !event.altKey ? noKey : keyText(event, this.#mac);
    if (keys === null || keys.length > 40) return;
    row.record.removeAttribute('data-recording');
    this.#set(row, keys);
  }

  #set(row: Row, value: string): void {
    row.field.value = value;
    this.show();
    this.#save(this.#own());
  }

  #own(): Record<string, string> {
    return Object.fromEntries(
      this.#rows
        .filter(({ field }) => field.value !== '')
        .map(({ action, field }) => [action, field.value === noKey ? '' : field.value]),
    );
  }

  /** Every row as it stands, with the actions that share a key. */
  show(): void {
    const singleKeys = this.#place.querySelector<HTMLInputElement>('input[name="singleKeys"]')?.checked ?? false;
    const shared = sharedKeys({ keys: this.#own(), singleKeys });
    const titles = new Map(this.#rows.map(({ action, title }) => [action, title]));
    for (const row of this.#rows) {
      this.#draw(row);
      if (!row.conflict) continue;
      const others = defaultKeys.some(({ id }) => id === row.action) ? shared.get(row.action as ActionId) : undefined;
      const dead = !singleKeys && row.field.value !== noKey && isSingleKey(row.field.value);
      row.conflict.hidden = !others && !dead;
      row.conflict.textContent = others
        ? (this.#words.conflict ?? '').replace('{actions}', others.map((id) => titles.get(id) ?? id).join(this.#words.between))
        : dead
          ? (this.#words.singleOff ?? '')
          : '';
    }
  }

  #draw({ record, reset, field }: Row): void {
    reset.hidden = field.value === '';
    if (record.dataset.recording !== undefined) record.textContent = this.#words.recording ?? '';
    else if (field.value === '') record.textContent = this.#words.asDefault ?? '';
    else if (field.value === noKey) record.textContent = this.#words.none ?? '';
    else drawCaps(record, field.value, this.#mac);
    record.setAttribute('aria-label', `${record.title}: ${record.textContent}`);
  }
}

function drawCaps(place: HTMLElement, keys: string, mac: boolean): void {
  place.replaceChildren(
    ...keyCaps(keys, mac).map((cap) => {
      const key = document.createElement('kbd');
      key.textContent = cap;
      return key;
    }),
  );
}
