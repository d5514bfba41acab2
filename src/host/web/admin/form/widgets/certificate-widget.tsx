import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { CertificateDescriptions } from './certificate-descriptions.js';
import { errorAt, type SettingWidgetProps, siblingOf } from '../form-context.js';

const MAX_FILE_BYTES = 512 * 1024;

/** PEM certificates, pasted or loaded from a file. Hidden without TLS. */
export function CertificateWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  const { t } = useTexts();
  const text = typeof value === 'string' ? value : '';
  if (registry.formContext.values[siblingOf(name, 'mode')] === 'none') return null;

  const load = async (file: File | null) => {
    if (file && file.size <= MAX_FILE_BYTES) onChange(await file.text());
  };
  const found = text.split('-----BEGIN CERTIFICATE-----').length - 1;

  return (
    <Stack gap="xs">
      <Textarea
        id={id}
        label={label}
        description={schema.description}
        error={errorAt(registry.formContext, name)}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        placeholder="-----BEGIN CERTIFICATE-----"
        autosize
        minRows={3}
        maxRows={10}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
      />
      <Group gap="sm">
        <FileButton onChange={(file) => void load(file)} accept=".pem,.crt,.cer,application/x-pem-file">
          {(props) => (
            <Button {...props} variant="default" size="xs" leftSection={<IconFileUpload size={16} aria-hidden />}>
              {t('form.chooseFile')}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed" role="status">
          {t('form.certificates', { count: found })}
        </Text>
      </Group>
      <CertificateDescriptions pem={text} />
    </Stack>
  );
}
