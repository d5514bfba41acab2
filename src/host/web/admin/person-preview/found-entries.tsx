import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { FoundEntries as Found } from '../../shared/api/preview.js';
import { DnText } from '../../shared/components/dn-text.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface FoundEntriesProps {
  readonly found: Found;
  /** The DN of the one that was chosen. */
  readonly chosen?: string | undefined;
  readonly onChoose: (dn: string) => void;
}

/** What the directory answered, unless it is exactly one entry: its error, several entries to choose from, or none. */
export function FoundEntries({ found, chosen, onChoose }: FoundEntriesProps) {
  const { t } = useTexts();
  const { directoryError, entries, hasMore } = found;
  if (directoryError)
    return (
      <Alert color="red" icon={<IconPlugConnectedX aria-hidden />} title={t('why.directoryNotAsked')} role="alert">
        {directoryError.message}
      </Alert>
    );
  if (entries.length === 0)
    return (
      <Text size="sm" role="status">
        {t('personPreview.nobody')}
      </Text>
    );
  if (entries.length === 1 && !hasMore) return null;
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {t('personPreview.several')} {hasMore && t('personPreview.hasMore')}
      </Text>
      <ul style={{ margin: 0, paddingInlineStart: 0, listStyle: 'none' }}>
        {entries.map(({ dn, name, email, isBelowBase, meetsFilter, inactivity }) => (
          <li key={dn}>
            <Button
              variant={dn === chosen ? 'light' : 'subtle'}
              size="compact-sm"
              h="auto"
              px={6}
              py={4}
              aria-current={dn === chosen}
              onClick={() => onChoose(dn)}
            >
              <span style={{ textAlign: 'start' }}>
                {(name ?? email) && (
                  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {[name, email].filter(Boolean).join(', ')}
                  </Text>
                )}
                <DnText dn={dn} />
              </span>
            </Button>
            {!(isBelowBase && meetsFilter && !inactivity) && (
              <Text span size="xs" c="dimmed" ms={6}>
                {t('personPreview.notRead')}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Stack>
  );
}
