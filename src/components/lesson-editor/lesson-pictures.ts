/** The pictures of a lesson: brought, written into the text, deleted. */
import type { LessonEditorProps } from './props.ts';
import type { CourseRequests } from './requests.ts';

interface LessonPicturesOptions {
  /** Holds the list, the field for files and the line that says what became of them. */
  place: HTMLElement;
  props: LessonEditorProps;
  requests: CourseRequests;
  insert(markdown: string): void;
  /** A picture came or went. */
  changed(): void;
}

export class LessonPictures {
  readonly #options: LessonPicturesOptions;
  readonly #list: HTMLElement;
  readonly #said: HTMLElement;

  constructor(options: LessonPicturesOptions) {
    this.#options = options;
    const { place } = options;
    const [list, said, field] = [
      place.querySelector<HTMLElement>('ul'),
      place.querySelector<HTMLElement>('[role="status"]'),
      place.querySelector<HTMLInputElement>('input[type="file"]'),
    ];
    if (!list || !said || !field) throw new Error('the place of pictures is not whole');
    this.#list = list;
    this.#said = said;
    for (const name of options.props.pictures) this.#add(name);
    field.addEventListener('change', () => {
      void this.#bring([...(field.files ?? [])]).finally(() => {
        field.value = '';
      });
    });
  }

  async #bring(files: readonly File[]): Promise<void> {
    const { props, requests, insert, changed } = this.#options;
    for (const file of files) {
      try {
        const { name, markdown } = await requests.putPicture(props.lesson, asName(file.name), file);
        this.#add(name);
        insert(markdown);
        changed();
        this.#said.textContent = props.words.describe;
      } catch (error) {
        this.#said.textContent = `${file.name}: ${error instanceof Error ? error.message : props.words.failed}`;
        return;
      }
    }
  }

  #add(name: string): void {
    const { props, requests, insert, changed } = this.#options;
    const item = document.createElement('li');
    const image = document.createElement('img');
    image.src = `/api/author/courses/${props.course}/pictures/${props.lesson}/${encodeURIComponent(name)}`;
    image.alt = '';
    const label = document.createElement('span');
    label.textContent = name;
    const button = (word: string, act: () => void): HTMLButtonElement => {
      const made = document.createElement('button');
      made.type = 'button';
      made.textContent = word;
      made.setAttribute('aria-label', `${word}: ${name}`);
      made.addEventListener('click', act);
      return made;
    };
    const remove = async (): Promise<void> => {
      if (!confirm(props.words.deleteAsk.replace('{name}', name))) return;
      try {
        await requests.deletePicture(props.lesson, name);
        item.remove();
        changed();
        this.#said.textContent = '';
      } catch (error) {
        this.#said.textContent = error instanceof Error ? error.message : props.words.failed;
      }
    };
    item.append(
      image,
      label,
      button(props.words.insert, () => insert(`![](${name})`)),
      button(props.words.delete, () => void remove()),
    );
    this.#list.append(item);
  }
}

/** `My Picture 1.PNG` -> `my-picture-1.png`; what is still no name of a picture the academy refuses with words. */
export const asName = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._]+/gu, '-')
    .replace(/^[-.]+|-+(?=\.)/gu, '');
