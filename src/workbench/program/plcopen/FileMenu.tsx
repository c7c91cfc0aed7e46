import { Ellipsis } from 'lucide-react';
import { lazy, type RefObject, Suspense } from 'react';
import { MenuButton } from '../../MenuButton.tsx';
import { useWorkbench } from '../../workbench-context.ts';
import type { ProgramEditor } from '../program-editor.ts';

const ImportDialog = lazy(() => import('./ImportDialog.tsx'));
const ExportDialog = lazy(() => import('./ExportDialog.tsx'));

/** What is under way with a project: a file that was chosen, or the program on its way out. */
export type Exchange = { do: 'import'; file: File } | { do: 'export' } | null;

interface FileMenuProps {
  editor: ProgramEditor | null;
  controller: string;
  /** Why no file can be added; null: it can. */
  whyNotNew: string | null;
  exchange: Exchange;
  setExchange: (exchange: Exchange) => void;
  onNew: () => void;
  onPrint: () => void;
  /** The chooser of the browser, which an action opens, too. */
  chooser: RefObject<HTMLInputElement | null>;
  onImported: (file: string) => void;
}

/** What is done rarely with the files of a program. */
export function FileMenu(props: FileMenuProps) {
  const { editor, controller, whyNotNew, exchange, setExchange, chooser } = props;
  const { t } = useWorkbench();
  return (
    <>
      <MenuButton
        icon={Ellipsis}
        iconOnly
        label={t('files.menu')}
        entries={() => [
          { id: 'new', label: t('files.new'), whyNot: whyNotNew ?? undefined },
          ...(editor
            ? [
                { id: 'import', label: t('plcopen.import'), whyNot: whyNotNew ?? undefined },
                { id: 'export', label: t('plcopen.export') },
                { id: 'print', label: t('program.print') },
              ]
            : []),
        ]}
        onAction={(id) => {
          if (id === 'new') props.onNew();
          else if (id === 'import') chooser.current?.click();
          else if (id === 'print') props.onPrint();
          else setExchange({ do: 'export' });
        }}
      />
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".xml,application/xml,text/xml"
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file may be chosen again.
          target.value = '';
          if (file) setExchange({ do: 'import', file });
        }}
      />
      {editor && exchange?.do === 'import' && (
        <Suspense>
          <ImportDialog
            file={exchange.file}
            language={editor.language}
            controller={controller}
            close={(first) => {
              setExchange(null);
              if (first !== null) props.onImported(first);
            }}
          />
        </Suspense>
      )}
      {editor && exchange?.do === 'export' && (
        <Suspense>
          <ExportDialog language={editor.language} controller={controller} close={() => setExchange(null)} />
        </Suspense>
      )}
    </>
  );
}
