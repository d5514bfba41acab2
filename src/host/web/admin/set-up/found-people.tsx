import { Alert, List, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Proposal } from '../../shared/api/set-up.js';
import { DnText } from '../../shared/components/dn-text.js';
import { Facts } from '../../shared/components/facts.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { useCountText } from './use-count-text.js';

const MAX_NAMES = 10;

interface FoundPeopleProps {
  readonly found: Proposal;
  /** Whether it is still what was chosen before. */
  readonly pending: boolean;
  /** Who is left out of them. */
  readonly children: ReactNode;
}

/** How many people are found, some of them, and what is worth knowing about them. */
export function FoundPeople({ found, pending, children }: FoundPeopleProps) {
  const { t } = useTexts();
  const countText = useCountText();
  const { matches, notes, sample, stableId } = found;
  return (
    <Stack gap="md" aria-busy={pending}>
      <Title order={3}>{t('setUp.foundTitle')}</Title>
      <Text fw={600} role="status" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {pending ? t('setUp.counting') : countText(matches)}
      </Text>
      {notes.length > 0 && (
        <Alert color="blue" icon={<IconInfoCircle aria-hidden />} title={t('setUp.notes')}>
          <List size="sm">
            {notes.map(({ code, message }) => (
              <List.Item key={code}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {children}
      {stableId && <Facts facts={[{ label: t('setUp.identifiedBy'), value: stableId.attribute }]} />}
      {sample.length > 0 && (
        <div>
          <Text size="sm" fw={550} id="set-up-sample">
            {t('setUp.sample')}
          </Text>
          <List size="sm" mt={4} spacing={2} aria-labelledby="set-up-sample">
            {sample.slice(0, MAX_NAMES).map(({ dn, name }) => (
              <List.Item key={dn}>
                {name} <DnText dn={dn} dimmed />
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}
