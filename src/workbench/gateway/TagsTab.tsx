import { PencilLine, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Input, TextField } from 'react-aria-components';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';
import { clockOf, gradeOf, span, timeOfDay, valueText } from './figures.ts';
import type { GatewayDesk, TagRow } from './gateway-desk.ts';
import '../watch/watch.css';
import { put, useDesk, usePaint } from './use-desk.ts';
import { WriteDialog } from './WriteDialog.tsx';

/** Rows drawn at once; a gateway may have thousands of tags, and nobody reads as many. */
const mostRows = 300;

/** Every tag with its value, how far it may be believed, and how old it is. */
export function TagsTab({ desk, onLog }: { desk: GatewayDesk; onLog: () => void }) {
  const { t, locale } = useWorkbench();
  const { kind, tags } = useDesk(desk);
  const [filter, setFilter] = useState('');
  const [writing, setWriting] = useState<TagRow | null>(null);
  const [sent, setSent] = useState<{ tag: string; value: string } | null>(null);
  const words = useMemo(
    () =>
      filter
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== ''),
    [filter],
  );
  // A tag is found by its quality as it is at the time of the search.
  const found = useMemo(
    () =>
      tags.filter(({ name, connection, address, unit }) => {
        const text = `${name} ${connection} ${address} ${unit ?? ''} ${desk.tag(name)?.quality ?? ''}`.toLowerCase();
        return words.every((word) => text.includes(word));
      }),
    [tags, words, desk],
  );
  const rows = found.slice(0, mostRows);
  const body = usePaint<HTMLTableSectionElement>(desk, (element) => {
    const now = desk.status?.time ?? '';
    for (const row of element.rows) {
      const tag = desk.tag(row.dataset.tag ?? '');
      if (!tag) continue;
      const { value, state, quality, reason, detail, timestamp, lastGood } = tag;
      const grade = gradeOf(quality);
      if (row.dataset.grade !== grade) row.dataset.grade = grade;
      put(row, 'value', valueText(value, state));
      put(
        row,
        'last',
        lastGood ? t('gateway.last-good.at', { value: valueText(lastGood.value), time: clockOf(lastGood.timestamp) }) : '',
      );
      put(row, 'quality', quality);
      put(row, 'reason', [reason?.[locale], detail].filter((part) => part !== undefined).join(' · '));
      put(row, 'age', span(timestamp, now, locale));
      put(row, 'timestamp', timeOfDay(timestamp));
    }
  });
  if (kind !== 'runs') return null;
  if (tags.length === 0) return <p className="wb-empty">{t('gateway.tags.empty')}</p>;
  return (
    <>
      <div className="wb-toolbar">
        <TextField className="wb-search" value={filter} onChange={setFilter} aria-label={t('gateway.tags.filter')}>
          <Search aria-hidden="true" size={14} />
          <Input placeholder={t('gateway.tags.filter.hint')} type="search" maxLength={200} dir="auto" />
        </TextField>
        <span className="wb-toolbar-note" role="status">
          {t('gateway.tags.found', { count: found.length })}
        </span>
      </div>
      {sent && (
        <div className="wb-message" role="status">
          <span>{t('gateway.write.sent', sent)}</span>
          <ActionButton label={t('gateway.tab.log')} look="quiet" onPress={onLog} />
        </div>
      )}
      {rows.length === 0 ? (
        <p className="wb-empty">{t('gateway.tags.none')}</p>
      ) : (
        <table className="wb-gateway-table wb-gateway-tags" aria-label={t('gateway.tags.table')}>
          <thead>
            <tr>
              <th scope="col">{t('gateway.tag')}</th>
              <th scope="col">{t('gateway.value')}</th>
              <th scope="col">{t('gateway.quality')}</th>
              <th scope="col">{t('gateway.age')}</th>
              <th scope="col">
                <span className="wb-hidden">{t('gateway.write')}</span>
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((row) => (
              <tr key={row.name} data-tag={row.name}>
                <th scope="row">
                  {row.name}
                  <span className="wb-gateway-small">
                    {row.connection} {row.address}
                  </span>
                </th>
                <td>
                  <span className="wb-gateway-value" data-part="value" />
                  {row.unit && <span className="wb-gateway-unit"> {row.unit}</span>}
                  <span className="wb-gateway-small" data-part="last" />
                </td>
                <td>
                  <span className="wb-gateway-quality" data-part="quality" />
                  <span className="wb-gateway-small" data-part="reason" />
                </td>
                <td>
                  <span data-part="age" />
                  <span className="wb-gateway-small wb-gateway-wide" data-part="timestamp" />
                </td>
                <td>
                  {row.writable && (
                    <ActionButton
                      icon={PencilLine}
                      iconOnly
                      look="quiet"
                      label={t('gateway.write.tag', { tag: row.name })}
                      onPress={() => setWriting(row)}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.length > mostRows && <p className="wb-toolbar-note">{t('gateway.tags.more', { count: found.length - mostRows })}</p>}
      {writing && (
        <WriteDialog
          tag={writing}
          now={valueText(desk.tag(writing.name)?.value ?? null)}
          close={(value) => {
            setWriting(null);
            setSent(value === null ? null : { tag: writing.name, value });
          }}
        />
      )}
    </>
  );
}
