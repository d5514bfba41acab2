import { Anchor, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CreationFailure } from '../naming/creation-failure.js';
import { nameErrorIn } from '../naming/name-error.js';
import type { Naming } from '../naming/naming-inputs.js';

interface PoolNamingProps {
  readonly naming: Naming;
  readonly onChange: (naming: Naming) => void;
  /** Why the data pool could not be created. */
  readonly error: unknown;
  /** Whether it exists, so that its name stays. */
  readonly isFixed: boolean;
}

/** The name of a new data pool, and its description on demand. */
export function PoolNaming({ naming, onChange, error, isFixed }: PoolNamingProps) {
  const { t } = useTexts();
  const [isDescribed, { open }] = useDisclosure(false);
  return (
    <Stack gap="xs">
      <TextInput
        label={t('naming.name')}
        description={t('naming.nameHelp')}
        error={nameErrorIn(error)}
        value={naming.name}
        onChange={(event) => onChange({ ...naming, name: event.currentTarget.value })}
        readOnly={isFixed}
        autoCapitalize="none"
        autoComplete="off"
        maxLength={63}
      />
      {isDescribed ? (
        <TextInput
          label={t('naming.description')}
          description={t('naming.descriptionHelp')}
          value={naming.description}
          onChange={(event) => onChange({ ...naming, description: event.currentTarget.value })}
          readOnly={isFixed}
          autoComplete="off"
          maxLength={500}
          data-autofocus
        />
      ) : (
        !isFixed && (
          <Text size="sm">
            <Anchor component="button" type="button" inherit onClick={open}>
              {t('setUp.addDescription')}
            </Anchor>
          </Text>
        )
      )}
      <CreationFailure error={error} />
    </Stack>
  );
}
