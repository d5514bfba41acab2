import { Group, Loader, Stack, Text } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Failure } from '../../shared/components/failure.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ChosenContainers, type NamedContainer, type Reading, type StatedSearch } from './chosen-containers.js';
import { ContainerChoice } from './container-choice.js';
import classes from './container-tree.module.css';
import { ContainerItem } from './container-item.js';
import { moveOf, rowsOf, type TreeRow } from './tree-rows.js';
import { type TreeSource, useTreeLevels } from './use-tree-levels.js';

/** Characters that are typed within this time belong together. */
const TYPING_MS = 700;
const NOTHING: StatedSearch = { bases: [], exclusions: [] };

interface ContainerTreeProps {
  readonly source: TreeSource;
  readonly search: StatedSearch;
  /** @param chosen the container for which something was chosen. */
  readonly onChange: (search: StatedSearch, chosen: NamedContainer) => void;
}

/** The tree of the directory, in which containers are chosen to be read or left out. */
export function ContainerTree({ source, search, onChange }: ContainerTreeProps) {
  const { t } = useTexts();
  const { levels, isExpanded, expand } = useTreeLevels(source);
  const rows = rowsOf(levels, isExpanded);
  const roots = levels.get(null);
  const [active, setActive] = useState<string>();
  const current = rows.find(({ dn }) => dn === active) ?? rows[0];
  /** The search for which nothing is chosen, which no search can state. */
  const [emptied, setEmptied] = useState<string>();
  const isEmptied = emptied === JSON.stringify(search);
  const defaultBase = rows.find(({ dn, parent }) => parent === null && dn === roots?.data?.defaultBase);
  const chosen = isEmptied
    ? new ChosenContainers(NOTHING, { shown: rows, defaultBase: undefined })
    : new ChosenContainers(search, { shown: rows, defaultBase });

  const choose = (row: TreeRow, reading: Reading) => {
    const next = chosen.choose(row, reading);
    setEmptied(next ? undefined : JSON.stringify(search));
    if (next) onChange(next, row);
  };
  const toggle = (row: TreeRow) => {
    const { reading, isMixed } = chosen.stateOf(row);
    choose(row, reading === 'all' && !isMixed ? 'none' : 'all');
  };
  const keys = useTreeKeys({ rows, focus: setActive, expand, toggle });

  if (roots?.error) return <Failure error={roots.error} retry={roots.retry} />;
  if (!roots?.data) return <LoadingTree />;
  if (!current) return <Text size="sm">{t('tree.empty')}</Text>;
  return (
    <Stack gap="sm">
      <div
        role="tree"
        tabIndex={-1}
        aria-label={t('tree.label')}
        className={classes.tree}
        onKeyDown={(event) => keys.press(event, current)}
      >
        {rows.map((row) => (
          <ContainerItem
            key={row.dn}
            ref={keys.element(row.dn)}
            row={row}
            state={chosen.stateOf(row)}
            isCurrent={row === current}
            onFocus={() => setActive(row.dn)}
            onExpand={() => expand(row.dn, !row.isExpanded)}
            onToggle={() => toggle(row)}
          />
        ))}
      </div>
      {roots.data.hasMore && <Text size="sm">{t('tree.more', { count: rows.length })}</Text>}
      <div role="status">
        {isEmptied && (
          <Text size="sm" c="var(--mantine-color-error)">
            {t('tree.nothingChosen')}
          </Text>
        )}
      </div>
      <ContainerChoice
        container={current}
        state={chosen.stateOf(current)}
        onChange={(reading) => choose(current, reading)}
      />
    </Stack>
  );
}

function LoadingTree() {
  const { t } = useTexts();
  return (
    <Group gap="sm" role="status">
      <Loader size="xs" aria-hidden />
      <Text size="sm">{t('loading')}</Text>
    </Group>
  );
}

interface TreeKeysOptions {
  readonly rows: readonly TreeRow[];
  readonly focus: (dn: string) => void;
  readonly expand: (dn: string, isExpanded: boolean) => void;
  readonly toggle: (row: TreeRow) => void;
}

/** The keys of a tree, and its one tab stop. */
function useTreeKeys({ rows, focus, expand, toggle }: TreeKeysOptions) {
  const elements = useRef(new Map<string, HTMLElement>());
  const typing = useRef({ text: '', at: 0 });

  const typed = ({ key, timeStamp }: KeyboardEvent) => {
    const { text, at } = typing.current;
    typing.current = { text: timeStamp - at < TYPING_MS ? text + key : key, at: timeStamp };
    return typing.current.text;
  };
  const press = (event: KeyboardEvent, current: TreeRow) => {
    const isShortcut = event.ctrlKey || event.metaKey || event.altKey;
    if (isShortcut || event.target !== elements.current.get(current.dn)) return;
    const move = moveOf(rows, current.dn, event.key, event.key.length === 1 ? typed(event) : '');
    if (!move) return;
    event.preventDefault();
    if (move.kind === 'toggle') toggle(current);
    else if (move.kind === 'focus') {
      focus(move.dn);
      elements.current.get(move.dn)?.focus();
    } else expand(move.dn, move.kind === 'expand');
  };
  const element = (dn: string) => (node: HTMLElement | null) => {
    if (node) elements.current.set(dn, node);
    else elements.current.delete(dn);
  };
  return { press, element };
}
