import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { RowTrial } from '../../shared/api/preview.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { lineWithoutAttribute, typedValues } from './typed-values.js';

interface TypedValuesInputProps {
  readonly isBusy: boolean;
  readonly onTry: (values: Pick<RowTrial, 'values' | 'dn'>) => void;
}

/** Values of attributes, one on each line. */
export function TypedValuesInput({ isBusy, onTry }: TypedValuesInputProps) {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const [invalidLine, setInvalidLine] = useState<number>();
  const attempt = () => {
    const line = lineWithoutAttribute(typed);
    setInvalidLine(line);
    if (line === undefined) onTry(typedValues(typed));
  };
  return (
    <>
      <Textarea
        label={t('tryRow.valuesLabel')}
        description={t('tryRow.valuesHelp')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setInvalidLine(undefined);
        }}
        error={invalidLine !== undefined && t('tryRow.lineInvalid', { line: invalidLine })}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={20_000}
        autoCapitalize="none"
        autoComplete="off"
        maw={640}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.875rem' } }}
      />
      <Group>
        <Button variant="light" size="xs" loading={isBusy} onClick={attempt}>
          {t('tryRow.run')}
        </Button>
      </Group>
    </>
  );
}
