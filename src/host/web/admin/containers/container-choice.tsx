import { Radio, Stack } from '@mantine/core';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { DnText } from '../../shared/components/dn-text.js';
import type { ContainerState, Reading } from './chosen-containers.js';

interface ContainerChoiceProps {
  readonly container: { readonly dn: string; readonly name: string };
  readonly state: ContainerState;
  readonly onChange: (reading: Reading) => void;
}

const READINGS: readonly Reading[] = ['all', 'level', 'none'];

/** What is read of the container that has the focus of the tree. One level of what is read as a whole cannot be chosen. */
export function ContainerChoice({ container: { dn, name }, state, onChange }: ContainerChoiceProps) {
  const { t } = useTexts();
  const isOne = state.reading === 'level' || !state.isMixed;
  return (
    <Radio.Group
      label={t('tree.reading', { name })}
      description={
        <>
          {name !== dn && <DnText dn={dn} />} {state.isMixed && t('tree.exceptions')}
        </>
      }
      value={isOne ? state.reading : ''}
      onChange={(value) => onChange(value as Reading)}
    >
      <Stack gap={6} mt="xs">
        {READINGS.map((reading) => (
          <Radio
            key={reading}
            value={reading}
            label={t(`tree.readings.${reading}`)}
            disabled={reading === 'level' && state.isInherited}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
