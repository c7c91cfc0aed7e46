import { ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import type { SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import type { OutlineItem } from '#sandbox/iec61131/service/outline.ts';
import { useWorkbench } from '../workbench-context.ts';
import type { LanguageClient } from './language-client.ts';

interface OutlineTreeProps {
  language: LanguageClient;
  /** As they are when the outline opens. */
  files: SourceFile[];
  onGo: (file: string, offset: number) => void;
}

interface Entry {
  key: string;
  name: string;
  detail: string;
  file: string;
  offset: number;
  inside: Entry[];
}

/** Everything that the controller's files declare. */
export function OutlineTree({ language, files, onGo }: OutlineTreeProps) {
  const { t } = useWorkbench();
  const [asked] = useState(files);
  const [shown, setShown] = useState<Entry[] | null>(null);
  useEffect(() => {
    const outlines = asked.map(async ({ name: file }): Promise<Entry> => {
      const answer = await language.ask({ ask: 'outline', files: asked, file });
      return { key: file, name: file, detail: '', file, offset: 0, inside: entries(file, file, answer?.items ?? []) };
    });
    void Promise.all(outlines).then((found) => setShown(found.length > 1 ? found : (found[0]?.inside ?? [])));
  }, [language, asked]);
  if (shown === null) return <p className="wb-outline-wait" aria-busy="true" />;
  if (shown.length === 0) return <p>{t('program.outline.empty')}</p>;
  const all = shown.flatMap(withInside);
  // Variables stay folded where several files are listed.
  const open = (asked.length > 1 ? shown : all).map(({ key }) => key);
  return (
    <Tree
      aria-label={t('program.outline')}
      autoFocus="first"
      className="wb-tree"
      defaultExpandedKeys={open}
      onAction={(key) => {
        const entry = all.find((one) => one.key === key);
        if (entry) onGo(entry.file, entry.offset);
      }}
    >
      {shown.map((entry) => (
        <Row key={entry.key} entry={entry} />
      ))}
    </Tree>
  );
}

/** Keys by place in the tree: two declarations may have one name, or none yet. */
function entries(file: string, above: string, items: readonly OutlineItem[]): Entry[] {
  return items.map((item, index) => {
    const key = `${above}/${index}`;
    const { name, detail, nameStart, children } = item;
    return { key, name: name || '…', detail, file, offset: nameStart, inside: entries(file, key, children) };
  });
}

function withInside(entry: Entry): Entry[] {
  return [entry, ...entry.inside.flatMap(withInside)];
}

function Row({ entry }: { entry: Entry }) {
  const { name, detail, inside } = entry;
  return (
    <TreeItem id={entry.key} textValue={`${name} ${detail}`}>
      <TreeItemContent>
        {inside.length > 0 ? (
          <Button slot="chevron" className="wb-tree-chevron">
            <ChevronRight aria-hidden="true" size={14} />
          </Button>
        ) : (
          <span className="wb-tree-chevron" />
        )}
        <code>{name}</code>
        <span className="wb-tree-detail">{detail}</span>
      </TreeItemContent>
      {inside.map((one) => (
        <Row key={one.key} entry={one} />
      ))}
    </TreeItem>
  );
}
