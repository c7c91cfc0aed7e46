/**
 * The editor of a lesson: both languages in one tab, the page as readers will see it beside the text, its mistakes, its pictures. What was
 * typed leaves the tab only saved or by its author's word; somebody else's words are never written over unseen.
 */

import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Finding } from '../../academy/authoring/api.ts';
import { pathIn } from '../../i18n/locales.ts';
import { LessonPictures } from './lesson-pictures.ts';
import { type Changed, LessonTexts } from './lesson-texts.ts';
import type { LessonEditorProps } from './props.ts';
import { CourseRequests } from './requests.ts';
import { shownFindings } from './shown-findings.ts';
import { FieldPlace, type WritingPlace } from './writing-place.ts';

/** Milliseconds without a key until the preview follows. */
const pause = 350;
/** Below it the plain field is the better editor. */
const wide = '(min-width: 768px)';

class LessonEditor extends HTMLElement {
  #props!: LessonEditorProps;
  #requests!: CourseRequests;
  #texts!: LessonTexts;
  #place!: WritingPlace;
  #shown: Locale = 'en';
  #typed: Finding[] = [];
  #saved: Finding[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #linted = 0;
  #saving: Promise<void> = Promise.resolve();

  connectedCallback(): void {
    this.#props = JSON.parse(this.querySelector('script[type="application/json"]')?.textContent ?? '') as LessonEditorProps;
    const { course, locale, words, texts } = this.#props;
    this.#requests = new CourseRequests(course, locale, words.failed);
    this.#texts = new LessonTexts(texts, (language, text, base) => this.#requests.save(this.#file(language), text, base));
    this.#place = new FieldPlace(this.#find('textarea'), this.#onTyped);
    new LessonPictures({
      place: this.#find('[data-pictures]'),
      props: this.#props,
      requests: this.#requests,
      insert: (markdown) => this.#place.insert(markdown),
      changed: () => void this.#preview(),
    });
    for (const tab of this.querySelectorAll<HTMLElement>('[data-language]'))
      tab.addEventListener('click', () => this.#show(tab.dataset.language === 'en' ? 'en' : 'zh-CN'));
    this.#find('[data-save]').addEventListener('click', () => this.#save());
    document.addEventListener('keydown', (event) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      this.#save();
    });
    addEventListener('beforeunload', (event) => {
      if (this.#unsaved().length > 0) event.preventDefault();
    });
    // A link in the preview leads out of the editor: beside it, not over it.
    this.#find('[data-preview]').addEventListener('click', (event) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (link && !link.getAttribute('href')?.startsWith('#')) link.setAttribute('target', '_blank');
    });
    // Questions are shown, not asked.
    this.#find('[data-preview]').addEventListener('submit', (event) => event.preventDefault());
    this.#show(locale === 'zh-CN' && this.#texts.stands('zh-CN') ? 'zh-CN' : 'en');
    void this.#lint();
    if (matchMedia(wide).matches) void this.#bringEditor();
  }

  readonly #onTyped = (text: string): void => {
    this.#texts.type(this.#shown, text);
    this.#state();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#preview(), pause);
  };

  async #bringEditor(): Promise<void> {
    const { MarkdownEditor } = await import('./markdown-editor.ts');
    const host = this.#find('[data-editor]');
    const label = this.#find('textarea').getAttribute('aria-label') ?? '';
    this.#place.stop();
    host.hidden = false;
    this.#place = new MarkdownEditor({ host, props: this.#props, label, onTyped: this.#onTyped });
    this.#place.show(this.#texts.text(this.#shown), this.#shown);
    this.#findings();
  }

  #file(language: Locale): string {
    return `${this.#props.lesson}/index.${language}.md`;
  }

  #unsaved(): Locale[] {
    return (['en', 'zh-CN'] as const).filter((language) => this.#texts.unsaved(language));
  }

  #show(language: Locale): void {
    this.#shown = language;
    for (const tab of this.querySelectorAll<HTMLElement>('[data-language]'))
      tab.setAttribute('aria-pressed', String(tab.dataset.language === language));
    this.#place.show(this.#texts.text(language), language);
    this.#typed = [];
    this.#state();
    void this.#preview();
  }

  /** What is saved and what is not, in words and on the tabs. */
  #state(said?: string): void {
    const unsaved = this.#unsaved();
    for (const tab of this.querySelectorAll<HTMLElement>('[data-language]'))
      tab.toggleAttribute(
        'data-unsaved',
        unsaved.some((language) => language === tab.dataset.language),
      );
    const { words } = this.#props;
    this.#say(said ?? (unsaved.length > 0 ? words.unsaved : words.saved));
    this.#find('[data-save]').toggleAttribute('data-waiting', unsaved.length > 0);
  }

  #say(sentence: string): void {
    const status = this.#find('[data-state]');
    if (status.textContent !== sentence) status.textContent = sentence;
  }

  #save(): void {
    // One after the other: a second press during a save must begin from what the first one wrote.
    this.#saving = this.#saving.then(() => this.#saveAll());
  }

  async #saveAll(): Promise<void> {
    if (this.querySelector('dialog[open]')) return;
    const { words } = this.#props;
    this.#say(words.saving);
    for (const language of this.#unsaved()) {
      try {
        const changed = await this.#texts.save(language);
        if (changed) {
          this.#state();
          this.#showChanged(changed);
          return;
        }
      } catch (error) {
        this.#state(error instanceof Error ? error.message : words.failed);
        return;
      }
    }
    this.#state();
    void this.#lint();
  }

  /** Both versions, and the author's choice; closed without one, all stays as it is. */
  #showChanged(changed: Changed): void {
    const dialog = this.querySelector('dialog');
    if (!dialog) return;
    const side = (name: string, text: string): void => {
      const field = dialog.querySelector<HTMLTextAreaElement>(`[data-side="${name}"]`);
      if (field) field.value = text;
    };
    side('theirs', changed.theirs?.text ?? '');
    side('mine', this.#texts.text(changed.locale));
    dialog.onclose = () => {
      if (dialog.returnValue === 'mine') {
        this.#texts.goOver(changed);
        this.#save();
      }
      if (dialog.returnValue === 'theirs') {
        this.#texts.take(changed);
        this.#show(changed.locale);
        void this.#lint();
      }
    };
    dialog.returnValue = '';
    dialog.showModal();
  }

  async #preview(): Promise<void> {
    const asked = ++this.#asked;
    const language = this.#shown;
    try {
      const { title, html, findings } = await this.#requests.preview(this.#file(language), this.#texts.text(language));
      // A newer question is under way.
      if (asked !== this.#asked) return;
      const preview = this.#find('[data-preview]');
      preview.lang = language;
      const prose = preview.querySelector<HTMLElement>('.prose');
      const heading = preview.querySelector<HTMLElement>('[data-title]');
      if (heading) heading.textContent = title ?? '';
      // Made by the server with the lessons' renderer, which lets no HTML of an author through.
      if (prose) prose.innerHTML = html;
      this.#typed = findings;
      this.#findings();
    } catch (error) {
      if (asked === this.#asked) this.#say(error instanceof Error ? error.message : this.#props.words.previewFailed);
    }
  }

  /** Looks at what is saved; the newest answer counts. */
  async #lint(): Promise<void> {
    const asked = ++this.#linted;
    try {
      const found = await this.#requests.findings();
      if (asked !== this.#linted) return;
      this.#saved = found;
      this.#findings();
    } catch {
      if (asked === this.#linted) this.#find('[data-found]').textContent = this.#props.words.lintFailed;
    }
  }

  #findings(): void {
    const { words, locale } = this.#props;
    const file = this.#file(this.#shown);
    const isSaved = (name: string): boolean => !this.#unsaved().some((language) => this.#file(language) === name);
    const found = shownFindings({ file, typed: this.#typed, saved: this.#saved, isSaved });
    this.#place.mark(found.filter((finding) => finding.file === file));
    this.#find('[data-found]').textContent =
      found.length === 0 ? words.none : words.count.replace('{count}', String(found.length));
    const items = found.map((finding) => {
      const item = document.createElement('li');
      item.dataset.severity = finding.severity;
      const go = document.createElement('button');
      go.type = 'button';
      const name = finding.file.replace(/^[^/]*\//, '');
      const place = finding.file === file ? words.line.replace('{line}', String(finding.line)) : `${name}:${finding.line}`;
      const where = document.createElement('b');
      where.textContent = place;
      go.append(`${words[finding.severity]} · `, where, ` ${finding.message[locale]}`);
      go.addEventListener('click', () => this.#goTo(finding));
      item.append(go);
      if (finding.reference !== undefined) {
        const link = document.createElement('a');
        link.href = pathIn(locale, finding.reference);
        link.target = '_blank';
        link.textContent = words.reference;
        item.append(link);
      }
      return item;
    });
    this.#find('[data-findings]').replaceChildren(...items);
  }

  #goTo({ file, line, column }: Finding): void {
    const language = (['en', 'zh-CN'] as const).find((one) => this.#file(one) === file);
    if (language === undefined) return;
    if (language !== this.#shown) this.#show(language);
    this.#place.goTo(line, column);
  }

  #find(selector: 'textarea'): HTMLTextAreaElement;
  #find(selector: string): HTMLElement;
  #find(selector: string): HTMLElement {
    const found = this.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`the page has no ${selector}`);
    return found;
  }
}

customElements.define('mw-lesson-editor', LessonEditor);
