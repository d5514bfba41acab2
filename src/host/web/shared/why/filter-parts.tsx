import { Code, Group, List } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { FilterPart } from '../../../../index.js';
import { useTexts } from '../i18n/use-texts.js';

/** Each part of the filter, and whether the entry meets it: as icon and text. */
export function FilterParts({ filter }: { readonly filter: FilterPart }) {
  const { t } = useTexts();
  return (
    <List size="sm" spacing={6} listStyleType="none" aria-label={t('why.filter')}>
      <Part part={filter} />
    </List>
  );
}

function Part({ part: { filter, isMet, parts } }: { readonly part: FilterPart }) {
  const { t } = useTexts();
  const Icon = isMet ? IconCheck : IconX;
  return (
    <List.Item>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <Icon size={17} aria-hidden style={{ flexShrink: 0 }} />
        <span>
          <Code style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>{filter}</Code>{' '}
          {t(isMet ? 'why.met' : 'why.notMet')}
        </span>
      </Group>
      {parts.length > 0 && (
        <List size="sm" spacing={6} mt={6} listStyleType="none" withPadding>
          {parts.map((each) => (
            <Part key={each.filter} part={each} />
          ))}
        </List>
      )}
    </List.Item>
  );
}
