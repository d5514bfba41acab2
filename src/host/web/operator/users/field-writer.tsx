import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { UserDetails } from '../../shared/api/users.js';
import { Instant } from '../../shared/components/instant.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { ByPerson } from './by-person.js';

/** The run or the person that wrote a value last, and when. Empty if neither is known. */
export function FieldWriter({ field }: { readonly field: UserDetails['fields'][string] | undefined }) {
  const { t } = useTexts();
  if (!field?.writtenBy) return null;
  const { runId, manual, at } = field.writtenBy;
  if (manual) return <ByPerson text="users.writtenBy" manual={manual} at={at} />;
  return (
    <Text size="xs" c="dimmed" component="div">
      {t('users.writtenAt')}{' '}
      <Anchor component={Link} to={`/runs/${runId}`} inherit>
        <Instant at={at} />
      </Anchor>
    </Text>
  );
}
