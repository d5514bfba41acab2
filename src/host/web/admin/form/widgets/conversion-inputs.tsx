import { Button, Group, Input, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import type { PartSchema, RowPart } from '../../../shared/settings-schema/row-parts.js';
import { RowPartInputs } from './row-part-inputs.js';
import { StepActions } from './step-actions.js';

interface ConversionInputsProps {
  readonly id: string;
  readonly title: string | undefined;
  readonly help: string | undefined;
  readonly part: PartSchema;
  readonly steps: readonly RowPart[];
  readonly errorAt: (path: string) => string | undefined;
  readonly onChange: (steps: readonly RowPart[]) => void;
}

/** The steps in which the values of a row are converted. */
export function ConversionInputs({ id, title, help, part, steps, errorAt, onChange }: ConversionInputsProps) {
  const { t } = useTexts();
  const first = { [part.selector]: part.choices[0]?.value ?? '' };
  return (
    <Input.Wrapper label={title} description={help} error={errorAt('')} labelElement="div">
      <Stack gap="sm" mt="xs" id={id} role="group" aria-label={title}>
        {steps.map((step, index) => (
          <Group
            // Steps have no identity other than their position.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            gap="xs"
            wrap="nowrap"
            align="flex-start"
            role="group"
            aria-label={t('mapping.step', { step: index + 1 })}
          >
            <Text size="sm" fw={600} miw={18} mt={2} aria-hidden>
              {index + 1}.
            </Text>
            <div style={{ flex: 1 }}>
              <RowPartInputs
                id={`${id}-${index}`}
                part={part}
                value={step}
                errorAt={(name) => errorAt(`${index}.${name}`)}
                onChange={(changed) => onChange(steps.with(index, changed ?? first))}
              />
            </div>
            <StepActions id={`${id}-${index}`} index={index} steps={steps} onChange={onChange} />
          </Group>
        ))}
        <Group>
          <Button
            variant="subtle"
            size="xs"
            px={8}
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => onChange([...steps, first])}
          >
            {t('mapping.addStep')}
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}
