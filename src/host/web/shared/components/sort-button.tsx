import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import classes from './data-table.module.css';
import type { Sorting } from './data-table.js';

interface SortButtonProps {
  readonly column: string;
  readonly header: string;
  readonly sort: Sorting;
}

/** The header of a column by which the rows can be sorted. The header cell tells screen readers the order. */
export function SortButton({ column, header, sort }: SortButtonProps) {
  const isActive = sort.by === column;
  const Arrow = !isActive ? IconArrowsSort : sort.order === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <UnstyledButton className={classes.sort} data-active={isActive || undefined} onClick={() => sort.onSort(column)}>
      {header}
      <Arrow size={14} aria-hidden />
    </UnstyledButton>
  );
}
