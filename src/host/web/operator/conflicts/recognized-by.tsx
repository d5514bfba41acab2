import { Badge, Group, Text } from '@mantine/core';
import type { ConflictRow } from '../../shared/api/conflicts.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface RecognizedByProps {
  readonly values: ConflictRow['recognizedBy'];
  readonly side: 'ofEntry' | 'ofUser';
}

/** What a person is called and identified by, with a mark at the values that the other one does not have. */
export function RecognizedBy({ values, side }: RecognizedByProps) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const own = values.flatMap((each) => each[side] ?? []);
  if (own.length === 0) return null;
  const fields = values.filter(({ contradicts }) => contradicts).map(({ field }) => fieldName(field));
  return (
    <Group gap={6}>
      <Text inherit fw={400} style={{ overflowWrap: 'anywhere' }}>
        {own.join(', ')}
      </Text>
      {fields.length > 0 && (
        <Badge color="orange" variant="light" tt="none" h="auto" styles={{ label: { whiteSpace: 'normal' } }}>
          {t('conflicts.differs', { fields: fields.join(', ') })}
        </Badge>
      )}
    </Group>
  );
}
