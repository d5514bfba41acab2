import { Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../../../shared/api/api-error.js';
import { previewQuery } from '../../../shared/api/jobs.js';
import { useErrorText } from '../../../shared/components/use-error-text.js';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { errorAt, type SettingWidgetProps, siblingOf } from '../form-context.js';
import { NextExecutions } from './next-executions.js';

/** A cron expression with a preview of its meaning while the user types. */
export function CronWidget({ id, name, label, schema, value, onChange, registry }: SettingWidgetProps) {
  const { language } = useTexts();
  const textOf = useErrorText();
  const { job, values } = registry.formContext;
  const expression = typeof value === 'string' ? value : '';
  const zone = values[siblingOf(name, 'timeZone')];
  const timeZone = typeof zone === 'string' && zone !== '' ? zone : 'Etc/UTC';
  const [debounced] = useDebouncedValue(expression, 300);
  const preview = useQuery(previewQuery(job, debounced, timeZone, language));

  const errors =
    preview.data?.ok === false ? preview.data.errors : preview.error instanceof ApiError ? preview.error.fields : [];
  const reason = errors.find((error) => error.field.endsWith('expression'))?.message;

  return (
    <Stack gap="sm">
      <TextInput
        id={id}
        label={label}
        description={schema.description}
        error={errorAt(registry.formContext, name) ?? (debounced === expression ? reason : undefined)}
        value={expression}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="off"
        styles={{
          wrapper: { maxWidth: 360 },
          input: { fontFamily: 'var(--mantine-font-family-monospace)' },
        }}
      />
      <NextExecutions
        preview={preview.data?.ok ? preview.data : undefined}
        timeZone={timeZone}
        failure={preview.isError && errors.length === 0 ? textOf(preview.error) : undefined}
        isOn={values[siblingOf(name, 'enabled')] === true}
      />
    </Stack>
  );
}
