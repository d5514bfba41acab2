import { Alert, List } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { TriedRow as Tried } from '../../shared/api/preview.js';
import { Facts } from '../../shared/components/facts.js';
import { Failure } from '../../shared/components/failure.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { FoundEntries } from './found-entries.js';
import { RowInputs, RowResult, RowSteps } from './row-steps.js';

interface TriedRowProps {
  readonly tried: Tried | undefined;
  readonly error: unknown;
  /** Whether the directory was asked. */
  readonly isOfEntry: boolean;
  readonly onChoose: (dn: string) => void;
}

/** What a row made of values, or why it could not be tried. */
export function TriedRow({ tried, error, isOfEntry, onChoose }: TriedRowProps) {
  const { t } = useTexts();
  if (error) return <Failure error={error} />;
  if (!tried) return null;
  const { row, errors } = tried;
  if (errors.length > 0)
    return (
      <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={t('tryRow.invalid')} role="alert">
        <List size="sm">
          {errors.map(({ field, message }) => (
            <List.Item key={field}>{message}</List.Item>
          ))}
        </List>
      </Alert>
    );
  return (
    <>
      {isOfEntry && <FoundEntries found={tried} onChoose={onChoose} />}
      {row && (
        <Facts
          facts={[
            { label: t('personPreview.reads'), value: <RowInputs row={row} /> },
            { label: t('personPreview.steps'), value: <RowSteps row={row} /> },
            { label: t('why.value'), value: <RowResult row={row} /> },
          ]}
        />
      )}
    </>
  );
}
