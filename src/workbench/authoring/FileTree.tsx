import { FilePlus, Pencil, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { DeskSnapshot, LabDesk } from './lab-desk.ts';
import type { LabEditorWords } from './words.ts';

interface Of {
  desk: LabDesk;
  state: DeskSnapshot;
  t: LabEditorWords;
}

/** A name is being written: of a new file, or a new one of the open file. */
type Naming = { deed: 'create' } | { deed: 'rename'; name: string } | { deed: 'delete'; name: string } | null;

export function FileTree({ desk, state, t }: Of) {
  const [naming, setNaming] = useState<Naming>(null);
  const { files, open, unsaved, findings } = state;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const to = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    if (!naming) return;
    const { deed } = naming;
    const done =
      deed === 'create'
        ? await desk.create(to)
        : deed === 'rename'
          ? await desk.deed({ do: 'rename', name: naming.name, to })
          : await desk.deed({ do: 'delete', name: naming.name, base: desk.hashOf(naming.name) });
    if (done) setNaming(null);
  };
  return (
    <nav className="le-files" aria-label={t('author.lab.files')}>
      <div className="le-file-tools">
        <button type="button" title={t('author.lab.new-file')} onClick={() => setNaming({ deed: 'create' })}>
          <FilePlus aria-hidden="true" size={16} strokeWidth={1.75} />
          {t('author.lab.new-file')}
        </button>
        {open !== null && open !== 'lab.yaml' && (
          <>
            <button
              type="button"
              className="le-icon"
              aria-label={t('author.lab.rename', { name: open })}
              title={t('author.lab.rename', { name: open })}
              onClick={() => setNaming({ deed: 'rename', name: open })}
            >
              <Pencil aria-hidden="true" size={16} strokeWidth={1.75} />
            </button>
            <button
              type="button"
              className="le-icon"
              aria-label={t('author.lab.delete', { name: open })}
              title={t('author.lab.delete', { name: open })}
              onClick={() => setNaming({ deed: 'delete', name: open })}
            >
              <Trash2 aria-hidden="true" size={16} strokeWidth={1.75} />
            </button>
          </>
        )}
      </div>
      {naming && (
        <form className="le-naming" onSubmit={(event) => void submit(event)} key={`${naming.deed} ${open}`}>
          {naming.deed === 'delete' ? (
            <p>{t('author.lab.delete.sure', { name: naming.name })}</p>
          ) : (
            <label>
              {naming.deed === 'create' ? t('author.lab.new-file.name') : t('author.lab.rename', { name: naming.name })}
              <input
                className="entry"
                name="name"
                // biome-ignore lint/a11y/noAutofocus: the author has just asked for this field
                autoFocus
                required
                maxLength={200}
                autoComplete="off"
                spellCheck={false}
                defaultValue={naming.deed === 'rename' ? naming.name : ''}
                aria-describedby="le-naming-about"
              />
              <span id="le-naming-about">{t('author.lab.new-file.about')}</span>
            </label>
          )}
          <div className="le-row">
            <button type="submit" className={naming.deed === 'delete' ? 'button button-danger' : 'button'}>
              {naming.deed === 'create' ? t('author.lab.create') : t(`author.lab.${naming.deed}`, { name: '' }).trim()}
            </button>
            <button type="button" className="button button-quiet" onClick={() => setNaming(null)}>
              {t('author.lab.cancel')}
            </button>
          </div>
        </form>
      )}
      <ul>
        {groupsOf(files?.map(({ name }) => name) ?? []).map(({ folder, names }) => (
          <li key={folder}>
            {folder !== '' && <span className="le-folder">{folder}/</span>}
            <ul>
              {names.map((name) => {
                const wrong = findings.filter(({ file, severity }) => file === name && severity === 'error').length;
                return (
                  <li key={name}>
                    <button
                      type="button"
                      className="le-file"
                      aria-current={name === open ? 'true' : undefined}
                      data-inside={folder !== ''}
                      onClick={() => void desk.open(name)}
                    >
                      <span className="le-file-name">{name.slice(folder === '' ? 0 : folder.length + 1)}</span>
                      {wrong > 0 && (
                        <span className="le-wrong" title={`${t('author.lab.error')}: ${wrong}`}>
                          {wrong}
                        </span>
                      )}
                      {unsaved.has(name) && (
                        <span
                          className="le-unsaved"
                          role="img"
                          aria-label={t('author.lab.unsaved.mark')}
                          title={t('author.lab.unsaved.mark')}
                        >
                          ●
                        </span>
                      )}
                    </button>
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** By folder, files of the lab itself first. */
function groupsOf(names: readonly string[]): { folder: string; names: string[] }[] {
  const groups = new Map<string, string[]>([['', []]]);
  for (const name of names) {
    const folder = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '';
    groups.set(folder, [...(groups.get(folder) ?? []), name]);
  }
  return [...groups].map(([folder, inside]) => ({ folder, names: inside }));
}
