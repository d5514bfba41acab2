import { List, Text } from '@mantine/core';
import type { ConflictChoice, ConflictRow } from '../../shared/api/conflicts.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import type { TextParams } from '../../shared/i18n/text-options.js';
import { type TextKey, useTexts } from '../../shared/i18n/use-texts.js';
import { CHOICES } from './choice-looks.js';
import { releasedNameOf } from './released-name-of.js';

interface ConsequencesProps {
  readonly choice: ConflictChoice;
  /** At least one. */
  readonly conflicts: readonly ConflictRow[];
  /** Of a whole kind, more than `conflicts`. */
  readonly count: number;
  /** Whether it is about a whole kind. */
  readonly ofKind: boolean;
  /** The rule for the new names of users who give one up. */
  readonly releasedName: string;
}

/** People who are named. */
const MAX_NAMED = 5;

/** What a decision does, with the names of the users. */
export function Consequences({ choice, conflicts, count, ofKind, releasedName }: ConsequencesProps) {
  const { t } = useTexts();
  const { number } = useFormats();
  const fieldName = useFieldName();
  const { one, several, named: ofNamed } = CHOICES[choice];
  const sentence = (text: TextKey, { dn, field, value, user, holder }: ConflictRow, more: TextParams = {}) =>
    t(text, {
      ...more,
      dn,
      releasedName,
      holder: holder?.dn ?? t('none'),
      user: user?.userName ?? t('none'),
      field: field === null ? '' : fieldName(field),
      value: value ?? t('none'),
    });
  const named = conflicts.slice(0, MAX_NAMED);
  const others = count - named.length;
  const [only] = named;
  if (count === 1 && only) {
    const released = choice === 'release' ? releasedNameOf(only, releasedName) : undefined;
    return (
      <Text size="sm">{released ? sentence('conflicts.releaseName', only, { released }) : sentence(one, only)}</Text>
    );
  }
  return (
    <div>
      <Text size="sm">
        {t(several, { shown: number(count), releasedName })} {ofKind && choice === 'relink' && t('conflicts.leavesOut')}{' '}
        {ofKind && choice !== 'recreate' && t('conflicts.leavesOutDeleted')}
      </Text>
      <List size="sm" mt="xs" spacing={4} style={{ overflowWrap: 'anywhere' }}>
        {named.map((conflict) => (
          <List.Item key={conflict.id}>{sentence(ofNamed, conflict)}</List.Item>
        ))}
        {others > 0 && <List.Item>{t('conflicts.others', { shown: number(others) })}</List.Item>}
      </List>
    </div>
  );
}
