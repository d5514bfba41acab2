import { Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { AttributeShare } from '../../shared/api/set-up.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CodeText } from '../../shared/components/code-text.js';
import { useFieldName } from '../../shared/components/use-field-name.js';

interface OpenMappingsProps {
  readonly attributes: readonly AttributeShare[];
  readonly sampled: number;
  readonly fields: readonly string[];
  readonly onAddAttribute: (attribute: string) => void;
  readonly onAddField: (field: string) => void;
}

/** The attributes that no row reads and the fields that no row fills, each with a button that adds its row. */
export function OpenMappings({ attributes, sampled, fields, onAddAttribute, onAddField }: OpenMappingsProps) {
  const { t } = useTexts();
  const { percent, number } = useFormats();
  const nameOf = useFieldName();
  return (
    <Stack gap="lg">
      {fields.length > 0 && (
        <Stack gap="xs">
          <Title order={3}>{t('setUp.openFields')}</Title>
          <Group gap="xs">
            {fields.map((field) => (
              <Button
                key={field}
                variant="default"
                size="compact-sm"
                leftSection={<IconPlus size={14} aria-hidden />}
                aria-label={t('setUp.addRowFor', { name: nameOf(field) })}
                onClick={() => onAddField(field)}
              >
                {nameOf(field)}
              </Button>
            ))}
          </Group>
        </Stack>
      )}
      {attributes.length > 0 && (
        <Stack gap="xs">
          <Title order={3}>{t('setUp.openAttributes')}</Title>
          <List listStyleType="none" spacing={6} size="sm">
            {attributes.map(({ attribute, entries, values }) => (
              <List.Item key={attribute}>
                <Group gap="xs">
                  <Button
                    variant="default"
                    size="compact-xs"
                    leftSection={<IconPlus size={14} aria-hidden />}
                    aria-label={t('setUp.addRowFor', { name: attribute })}
                    onClick={() => onAddAttribute(attribute)}
                  >
                    {t('form.add')}
                  </Button>
                  <CodeText>{attribute}</CodeText>
                  <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                    {[t('setUp.share', { share: percent(entries / sampled), total: number(sampled) }), ...values].join(
                      ' · ',
                    )}
                  </Text>
                </Group>
              </List.Item>
            ))}
          </List>
        </Stack>
      )}
    </Stack>
  );
}
