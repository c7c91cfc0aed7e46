import { FilePlus2, PencilLine, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';

export interface FilePlace {
  controller: string;
  file: string;
}

interface FileTabsProps {
  files: readonly FilePlace[];
  shown: FilePlace;
  onShow: (place: FilePlace) => void;
  /** Why no file can be added, or this one be neither renamed nor deleted; `null`: it can. */
  whyNotNew: string | null;
  whyNotOwn: string | null;
  onNew: () => void;
  onRename: () => void;
  onDelete: () => void;
  /** The id of what the tabs show. */
  panel: string;
}

export function tabId(panel: string, { controller, file }: FilePlace): string {
  return `${panel}-${controller}-${file}`.replace(/[^\w.-]/g, '_');
}

/** The files of the program as tabs: one stop of the Tab key, arrows between them. */
export function FileTabs(props: FileTabsProps) {
  const { files, shown, onShow, panel } = props;
  const { session, t } = useWorkbench();
  const list = useRef<HTMLDivElement>(null);
  const several = session.props.controllers.length > 1;
  const index = files.findIndex(({ controller, file }) => controller === shown.controller && file === shown.file);

  useEffect(() => {
    // In view, wherever it was chosen: by a click, a diagnostic, or a step of the scan.
    list.current?.children[index]?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [index]);

  const go = (event: KeyboardEvent) => {
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: files.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = files.at(to % files.length);
    if (!next) return;
    onShow(next);
    (list.current?.children[files.indexOf(next)] as HTMLElement | undefined)?.focus();
  };

  return (
    <div className="wb-files">
      <div ref={list} className="wb-file-list" role="tablist" aria-label={t('program.files')}>
        {files.map((one, at) => {
          const name = several ? `${one.controller} / ${one.file}` : one.file;
          return (
            <button
              key={`${one.controller}/${one.file}`}
              id={tabId(panel, one)}
              type="button"
              role="tab"
              aria-selected={at === index}
              aria-controls={panel}
              tabIndex={at === index ? 0 : -1}
              title={name}
              onClick={() => onShow(one)}
              onKeyDown={go}
            >
              {name}
            </button>
          );
        })}
      </div>
      <div className="wb-file-acts">
        <ActionButton icon={FilePlus2} iconOnly look="quiet" label={t('files.new')} why={props.whyNotNew} onPress={props.onNew} />
        {props.whyNotOwn === null && (
          <>
            <ActionButton
              icon={PencilLine}
              iconOnly
              look="quiet"
              label={t('files.rename', { name: shown.file })}
              onPress={props.onRename}
            />
            <ActionButton
              icon={Trash2}
              iconOnly
              look="quiet"
              label={t('files.delete', { name: shown.file })}
              onPress={props.onDelete}
            />
          </>
        )}
      </div>
    </div>
  );
}
