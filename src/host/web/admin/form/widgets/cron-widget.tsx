import { Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../../../shared/api/api-error.js';
import { previewQuery } from '../../../shared/api/jobs.js';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { errorAt, type SettingWidgetProps, siblingOf } from '../form-facts.js';
import { NextExecutions } from './next-executions.js';

/** A schedule, with what it means said as it is typed. */
export function CronWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  const { language } = useTexts();
  const { symbolicName, values } = registry.formContext;
  const expression = typeof value === 'string' ? value : '';
  const zone = values[siblingOf(name, 'timeZone')];
  const timeZone = typeof zone === 'string' && zone !== '' ? zone : 'Etc/UTC';
  const [asked] = useDebouncedValue(expression, 300);
  const preview = useQuery(previewQuery(symbolicName, asked, timeZone, language));

  const refused =
    preview.data?.ok === false ? preview.data.errors : preview.error instanceof ApiError ? preview.error.fields : [];
  const whyNot = refused.find((error) => error.field.endsWith('expression'))?.message;

  return (
    <Stack gap="sm">
      <TextInput
        id={id}
        label={label}
        description={schema.description}
        error={errorAt(registry.formContext, name) ?? (asked === expression ? whyNot : undefined)}
        value={expression}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="off"
        styles={{
          wrapper: { maxWidth: 360 },
          input: { fontFamily: 'var(--mantine-font-family-monospace)' },
        }}
      />
      <NextExecutions preview={preview.data?.ok ? preview.data : undefined} timeZone={timeZone} />
    </Stack>
  );
}
