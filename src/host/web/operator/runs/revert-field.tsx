import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { summaryQuery } from '../../shared/api/runs.js';
import { Failure } from '../../shared/components/failure.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { RevertSubject } from './revert-form.js';
import { fieldsOfRun } from './revert-scope.js';

interface RevertFieldProps extends RevertSubject {
  /** Empty: all fields. */
  readonly value: string;
  readonly onChange: (field: string) => void;
}

/** All fields, or one of those that were changed, with the number of changes that it would turn back. */
export function RevertField({ runId, users, value, onChange }: RevertFieldProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const fieldName = useFieldName();
  const summary = useQuery({ ...summaryQuery(runId), enabled: !users });
  const fields = users?.fields ?? fieldsOfRun(summary.data);
  const isOne = users?.name !== undefined;
  const choices = fields.map(({ field, changes }) => ({
    value: field,
    label: isOne ? fieldName(field) : t('changes.ofField', { field: fieldName(field), shown: number(changes) }),
  }));
  return (
    <>
      <NativeSelect
        label={t('revert.field')}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: t('revert.allFields') }, ...choices]}
      />
      {summary.isError && <Failure error={summary.error} retry={summary.refetch} />}
    </>
  );
}
