import { Button, Loader, Text } from '@mantine/core';
import { IconCheck, IconChevronRight, IconMinus } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useErrorText } from '../../shared/components/use-error-text.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { ContainerState } from './chosen-containers.js';
import classes from './container-tree.module.css';
import type { LoadedLevel, TreeRow } from './tree-rows.js';
import { usePeopleText } from './use-people-text.js';

interface ContainerItemProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly row: TreeRow;
  readonly state: ContainerState;
  readonly isCurrent: boolean;
  readonly onFocus: () => void;
  readonly onExpand: () => void;
  readonly onToggle: () => void;
}

/** A line of the tree: whether it is read, its name, the number of people in it, and what became of loading what is below it. */
export function ContainerItem({ ref, row, state, isCurrent, onFocus, onExpand, onToggle }: ContainerItemProps) {
  const { t } = useTexts();
  const people = usePeopleText()(row.people);
  const note = state.reading === 'level' ? t('tree.levelOnly') : undefined;
  return (
    <div
      ref={ref}
      role="treeitem"
      aria-level={row.depth}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.isExpanded}
      aria-checked={checkedOf(state)}
      aria-busy={row.isExpanded === true && !row.below?.data && !row.below?.error}
      tabIndex={isCurrent ? 0 : -1}
      className={classes.item}
      style={{ paddingInlineStart: `calc(${row.depth - 1} * var(--tree-indent))` }}
      onFocus={onFocus}
    >
      <div className={classes.line}>
        <span className={classes.expander} onClick={row.isExpanded === undefined ? undefined : onExpand} aria-hidden>
          {row.isExpanded !== undefined && <IconChevronRight size={16} data-expanded={row.isExpanded} />}
        </span>
        <span className={classes.target} onClick={onToggle} aria-hidden>
          <span className={classes.box} data-checked={checkedOf(state)}>
            {checkedOf(state) === true && <IconCheck size={14} stroke={3} />}
            {checkedOf(state) === 'mixed' && <IconMinus size={14} stroke={3} />}
          </span>
        </span>
        <span className={classes.name}>{row.name}</span>
        <span className={classes.facts}>{[note, people].filter((part) => part !== undefined).join(' · ')}</span>
      </div>
      {row.isExpanded && row.below && <LevelState level={row.below} />}
    </div>
  );
}

function checkedOf({ reading, isMixed }: ContainerState): boolean | 'mixed' {
  return isMixed || reading === 'level' ? 'mixed' : reading === 'all';
}

/** What is worth saying about the containers below: that they are loaded, could not be, or are too many. */
function LevelState({ level: { data, error, retry } }: { readonly level: LoadedLevel }) {
  const { t } = useTexts();
  const textOf = useErrorText();
  if (error) {
    return (
      <div className={classes.below} role="alert">
        <Text size="sm" c="var(--mantine-color-error)" span>
          {textOf(error)}
        </Text>{' '}
        <Button size="compact-xs" variant="default" onClick={retry}>
          {t('actions.tryAgain')}
        </Button>
      </div>
    );
  }
  if (!data) return <Loader size="xs" className={classes.below} aria-hidden />;
  return (
    data.hasMore && (
      <Text size="sm" className={classes.below ?? ''}>
        {t('tree.more', { count: data.containers.length })}
      </Text>
    )
  );
}
