import { useId, useMemo } from 'react';
import { elementAt } from '#sandbox/iec61131/diagrams/ladder.ts';
import { readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import { nameOf, sentenceOf } from '#sandbox/iec61131/diagrams/sentence/sentence.ts';
import { LadderView } from '../../ladder/LadderView.tsx';
import { useWorkbench } from '../../workbench-context.ts';
import { ColouredLines } from '../ColouredLines.tsx';

const none: ReadonlySet<number> = new Set();
const nothing: ReadonlySet<string> = new Set();

interface StillDrawingProps {
  file: { name: string; text: string };
  /** Where it stands: all of it is there, as wide as that. */
  on: 'paper' | 'page';
}

/** A ladder file to read: its declarations, and every network. What is no ladder is the text that it is. */
export function StillDrawing({ file, on }: StillDrawingProps) {
  const { t, locale } = useWorkbench();
  const id = useId();
  const pou = useMemo(() => readLadder(file).pou, [file]);
  if (pou === null) return <Lines text={file.text} />;
  return (
    <>
      {pou.declarations.trim() && <Lines text={pou.declarations.trimEnd()} />}
      <div className="ld" data-still>
        <LadderView
          pou={pou}
          t={t}
          id={id}
          label={t('program.ladder.label', { file: file.name })}
          zoom={1}
          everything={on}
          live={null}
          findings={[]}
          breakpoints={none}
          standsAt={null}
          sentenceOf={(network) => (pou.networks[network] ? sentenceOf(pou.networks[network], locale) : '')}
          nameOf={(network, path) => {
            const element = elementAt(pou, [network, ...path]);
            return element ? nameOf(element, locale) : '';
          }}
          selected={nothing}
          current={null}
          activeId={undefined}
        />
      </div>
    </>
  );
}

function Lines({ text }: { text: string }) {
  return (
    <pre>
      <code>
        <ColouredLines text={text} />
      </code>
    </pre>
  );
}
