import { TextInput } from '@mantine/core';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { nameErrorIn } from './name-error.js';

export interface Naming {
  readonly name: string;
  readonly description: string;
}

export const EMPTY_NAMING: Naming = { name: '', description: '' };

interface NamingInputsProps {
  readonly naming: Naming;
  readonly onChange: (naming: Naming) => void;
  /** Why the last attempt failed. */
  readonly error: unknown;
  /** Whether it is the data pool of a job that is named in the same dialog. */
  readonly isOfPool?: boolean;
}

/** The name of a job or data pool, which cannot be changed later, and its description. */
export function NamingInputs({ naming, onChange, error, isOfPool = false }: NamingInputsProps) {
  const { t } = useTexts();
  return (
    <>
      <TextInput
        label={t(isOfPool ? 'naming.poolName' : 'naming.name')}
        description={t('naming.nameHelp')}
        error={nameErrorIn(error)}
        value={naming.name}
        onChange={(event) => onChange({ ...naming, name: event.currentTarget.value })}
        autoCapitalize="none"
        autoComplete="off"
        maxLength={63}
        required
        withAsterisk={false}
        data-autofocus={!isOfPool || undefined}
      />
      <TextInput
        label={t(isOfPool ? 'naming.poolDescription' : 'naming.description')}
        description={t('naming.descriptionHelp')}
        value={naming.description}
        onChange={(event) => onChange({ ...naming, description: event.currentTarget.value })}
        autoComplete="off"
        maxLength={500}
      />
    </>
  );
}
