import { MonitorSmartphone } from 'lucide-react';
import { useLab, useWorkbench } from '../workbench-context.ts';
import { controller, fileName } from './gateway-program.ts';

/** On a narrow screen the file is read, not written. */
export function FileToRead() {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  if (lab.work.kind === 'failed') return <p className="wb-empty">{lab.work.message[locale]}</p>;
  const text = session.text(controller, fileName) ?? session.props.gateway?.start[0]?.text ?? '';
  return (
    <div className="wb-gateway-reading">
      <p className="wb-message">
        <MonitorSmartphone aria-hidden="true" size={16} />
        {t('gateway.narrow')}
      </p>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled to by keyboard too
        tabIndex={0}
        aria-label={t('gateway.reading')}
      >
        <pre>
          <code>{text}</code>
        </pre>
      </section>
    </div>
  );
}
