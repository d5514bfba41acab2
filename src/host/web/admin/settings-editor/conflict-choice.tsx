import { Radio, SimpleGrid, Text } from '@mantine/core';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { schemaAt } from '../../shared/settings-schema/schema-at.js';
import type { Choice, SettingDifference } from './settings-conflict.js';
import classes from './conflict-choice.module.css';
import { useValueLines } from '../../shared/setting-changes/use-value-lines.js';

interface ConflictChoiceProps {
  readonly difference: SettingDifference;
  readonly definition: FormDefinition;
  /** Who has saved the other value. */
  readonly by: string;
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
}

/** One setting with the value of the form and the one that was saved, side by side. */
export function ConflictChoice({ difference, definition, by, choice, onChange }: ConflictChoiceProps) {
  const { t, translateManifest } = useTexts();
  const { path, mine, theirs } = difference;
  const schema = schemaAt(definition.schema, path);
  const lines = useValueLines(schema);
  return (
    <Radio.Group
      label={translateManifest(schema.title ?? path)}
      value={choice}
      onChange={(chosen) => onChange(chosen === 'mine' ? 'mine' : 'theirs')}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt={6}>
        <Version value="mine" label={t('conflict.mine')} lines={lines(mine, theirs)} />
        <Version value="theirs" label={t('conflict.theirs', { by })} lines={lines(theirs, mine)} />
      </SimpleGrid>
    </Radio.Group>
  );
}

interface VersionProps {
  readonly value: Choice;
  readonly label: string;
  readonly lines: readonly string[];
}

function Version({ value, label, lines }: VersionProps) {
  return (
    <Radio
      value={value}
      className={classes.version}
      label={
        <>
          <Text span size="sm" fw={600}>
            {label}
          </Text>
          {lines.map((line) => (
            <Text span key={line} className={classes.line}>
              {line}
            </Text>
          ))}
        </>
      }
    />
  );
}
