import type { ComponentProps } from 'react';

type Role =
  | 'treegrid'
  | 'grid'
  | 'rowgroup'
  | 'row'
  | 'columnheader'
  | 'rowheader'
  | 'gridcell'
  | 'tree'
  | 'treeitem'
  | 'listbox'
  | 'option';

/** A part of a tree, grid or list of signals, packets, fields. No table: lines come and go with the scroll, and stand where their number puts them. */
export function GridPart({ role, ...rest }: ComponentProps<'div'> & { role: Role }) {
  return <div role={role} {...rest} />;
}
