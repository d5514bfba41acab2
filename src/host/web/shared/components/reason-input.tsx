import { Textarea } from '@mantine/core';
import { useTexts } from '../i18n/use-texts.js';

interface ReasonInputProps {
  /** What the reason is recorded with. */
  readonly description: string;
  readonly value: string;
  readonly onChange: (reason: string) => void;
  /** Whether the dialog opens with the focus here. */
  readonly isFirst?: boolean;
}

/** The reason that whoever changes, approves or reverts something has to give. */
export function ReasonInput({ description, value, onChange, isFirst = false }: ReasonInputProps) {
  const { t } = useTexts();
  return (
    <Textarea
      label={t('plan.reason')}
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={1000}
      autosize
      minRows={2}
      required
      withAsterisk={false}
      {...(isFirst ? { 'data-autofocus': true } : {})}
    />
  );
}
