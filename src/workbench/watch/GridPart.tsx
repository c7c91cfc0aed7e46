import type { ComponentProps } from 'react';

type Role = 'treegrid' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'gridcell';

/** A part of the tree of signals. No table: its lines come and go with the scroll, and stand where their number puts them. */
export function GridPart({ role, ...rest }: ComponentProps<'div'> & { role: Role }) {
  return <div role={role} {...rest} />;
}
