import { Divider, Group, List, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleOff, IconPuzzle, IconShieldCheck } from '@tabler/icons-react';
import { useId } from 'react';
import type { AddOn } from '../../shared/api/add-ons.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { LabelBadge } from '../../shared/components/status-badge.js';
import { AddOnFacts } from './add-on-facts.js';
import { EnableAddOn } from './enable-add-on.js';

export function AddOnCard({ addOn }: { readonly addOn: AddOn }) {
  const { t, translateManifest } = useTexts();
  const id = useId();
  const { manifest, enabled } = addOn;
  return (
    <Paper component="article" aria-labelledby={id} p={{ base: 'md', sm: 'lg' }}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" gap="md">
          <Group gap="md" wrap="nowrap" align="flex-start" style={{ flex: '1 1 20rem' }}>
            <ThemeIcon size={44} radius="md" variant="light" aria-hidden>
              <IconPuzzle size={24} stroke={1.6} />
            </ThemeIcon>
            <Stack gap={6}>
              <Title order={2} id={id}>
                {translateManifest(manifest.processName)}
              </Title>
              <Group gap="xs">
                <LabelBadge
                  color={enabled ? 'green' : 'gray'}
                  icon={enabled ? IconCircleCheck : IconCircleOff}
                  label={t(enabled ? 'addOns.enabled' : 'addOns.disabled')}
                />
                <Text size="sm" c="dimmed">
                  {t('addOns.version', { version: manifest.version })}
                </Text>
              </Group>
              <Text size="sm" maw={640}>
                {translateManifest(manifest.description)}
              </Text>
            </Stack>
          </Group>
          <EnableAddOn addOn={addOn} />
        </Group>
        <Divider />
        <AddOnFacts manifest={manifest} />
        <Divider />
        <div>
          <Title order={3} mb="xs">
            {t('addOns.permissions')}
          </Title>
          <List spacing={6} size="sm" icon={<IconShieldCheck size={18} stroke={1.6} aria-hidden />}>
            {manifest.permissions.map((permission) => (
              <List.Item key={permission}>{translateManifest(permission)}</List.Item>
            ))}
          </List>
        </div>
      </Stack>
    </Paper>
  );
}
