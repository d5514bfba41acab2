import { Button, Group, Stack, Text } from '@mantine/core';
import { useCallbackRef, useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconBinaryTree } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { statementsIn } from '../../shared/settings-schema/statements.js';
import type { FormContext, FormTree } from '../form/form-context.js';
import { nestSettings } from '../form/settings-by-path.js';
import type { NamedContainer, StatedSearch } from './chosen-containers.js';
import { ContainerTree } from './container-tree.js';

const BASES = 'search.bases';
const EXCLUSIONS = 'search.exclusions';
/** What the number of people depends on. */
const ASKED_WITH = ['dataPool', 'search.filter'];
const TYPING_MS = 600;

interface SearchTreeProps {
  readonly context: FormContext;
  readonly tree: FormTree;
}

/** A button that shows the tree of the directory, which states the bases and the exclusions of the form. */
export function SearchTree({ context, tree }: SearchTreeProps) {
  const { t } = useTexts();
  const [isOpen, { toggle }] = useDisclosure(false);
  const { values, undo } = context;
  const [asked] = useDebouncedValue(JSON.stringify(ASKED_WITH.map((path) => [path, values[path]])), TYPING_MS);
  const settings = nestSettings(Object.fromEntries(JSON.parse(asked) as readonly [string, unknown][]));
  const search = { bases: statedIn(values[BASES]), exclusions: statedIn(values[EXCLUSIONS]) };

  const state = useCallbackRef(({ bases, exclusions }: StatedSearch) =>
    tree.change({ [BASES]: bases, [EXCLUSIONS]: exclusions }),
  );
  const choose = (next: StatedSearch, { dn }: NamedContainer) => {
    state(next);
    const count = removedBy(search, next, dn);
    if (count > 0) undo.offer(t('tree.linesRemoved', { count, dn }), () => state(search));
  };
  return (
    <Stack gap="sm">
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconBinaryTree size={16} aria-hidden />}
          aria-expanded={isOpen}
          onClick={toggle}
        >
          {t(isOpen ? 'tree.hide' : 'tree.choose')}
        </Button>
      </Group>
      {isOpen && (
        <>
          <Text size="sm" c="dimmed">
            {t('tree.help')}
          </Text>
          <ContainerTree
            source={{ key: [...tree.key, asked], load: (dn, signal) => tree.load(settings, dn, signal) }}
            search={search}
            onChange={choose}
          />
        </>
      )}
    </Stack>
  );
}

/** A line without a DN states nothing yet. */
function statedIn(value: unknown): StatedSearch['bases'] {
  return statementsIn(value).filter(({ dn }) => dn.trim() !== '');
}

/** How many statements about other containers than the chosen one are gone. */
function removedBy(before: StatedSearch, after: StatedSearch, chosen: string): number {
  const left = new Set([...after.bases, ...after.exclusions]);
  return [...before.bases, ...before.exclusions].filter((each) => !left.has(each) && each.dn !== chosen).length;
}
