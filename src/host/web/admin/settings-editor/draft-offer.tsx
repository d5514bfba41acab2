import { Alert, Button, Group, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { DraftOffer as Offer } from './use-draft.js';

interface DraftOfferProps {
  readonly draft: Offer;
  /** The version of the stored settings. */
  readonly version: number;
}

/** Offers the unsaved changes of the time before the page was loaded again. */
export function DraftOffer({ draft, version }: DraftOfferProps) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const { offered, restore, discard } = draft;
  if (!offered) return null;
  return (
    <Alert
      color="yellow"
      icon={<IconHistory aria-hidden />}
      title={t('draft.title', { at: instant(offered.changedAt) })}
      role="status"
    >
      <Text size="sm">
        {[
          t('draft.text'),
          ...(offered.withoutSecret ? [t('draft.withoutPassword')] : []),
          ...(offered.version === version ? [] : [t('draft.savedSince')]),
        ].join(' ')}
      </Text>
      <Group gap="xs" mt="sm">
        <Button size="xs" onClick={restore}>
          {t('draft.restore')}
        </Button>
        <Button size="xs" variant="default" onClick={discard}>
          {t('draft.discard')}
        </Button>
      </Group>
    </Alert>
  );
}
