/** The author's panel: follows what is saved (the page loads itself anew) and lists the mistakes with file and line. */
import { pathIn } from '../i18n/locales.ts';

interface Finding {
  file: string;
  line: number;
  column: number;
  severity: 'error' | 'warning';
  message: Record<string, string>;
  reference?: string;
}

/** Open or closed outlives the page, which loads itself anew at every save. */
const openKey = 'millwright.author.open';

class AuthorElement extends HTMLElement {
  connectedCallback(): void {
    const details = this.querySelector('details');
    const status = this.querySelector('[role="status"]');
    if (!details || !status) return;
    details.open = sessionStorage.getItem(openKey) === 'yes';
    details.addEventListener('toggle', () => sessionStorage.setItem(openKey, details.open ? 'yes' : 'no'));
    const events = new EventSource(`/api/author/events?page=${encodeURIComponent(location.pathname)}`);
    events.addEventListener('changed', () => location.reload());
    events.addEventListener('findings', (event) => this.#show(JSON.parse(event.data as string) as Finding[], status));
    events.addEventListener('error', () => {
      status.textContent = this.dataset.away ?? '';
    });
    // A page that waits in the browser's memory must not hold one of its few connections.
    addEventListener('pagehide', () => events.close());
  }

  #show(findings: readonly Finding[], status: Element): void {
    this.dataset.state = findings.length === 0 ? 'fine' : 'mistakes';
    status.textContent =
      findings.length === 0 ? (this.dataset.none ?? '') : (this.dataset.count ?? '#').replace('#', String(findings.length));
    const items = findings.map(({ file, line, column, message, reference }) => {
      const item = document.createElement('li');
      const place = document.createElement('code');
      place.textContent = `${file}:${line}:${column}`;
      place.translate = false;
      item.append(place, ' ', message[this.dataset.locale ?? 'en'] ?? '');
      if (reference !== undefined) {
        const link = document.createElement('a');
        link.href = pathIn(this.dataset.locale === 'zh-CN' ? 'zh-CN' : 'en', reference);
        link.textContent = this.dataset.reference ?? '';
        item.append(' ', link);
      }
      return item;
    });
    this.querySelector('ul')?.replaceChildren(...items);
  }
}

customElements.define('mw-author', AuthorElement);
