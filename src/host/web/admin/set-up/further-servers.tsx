import { ActionIcon, Group, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useId } from 'react';
import { CodeText } from '../../shared/components/code-text.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface FurtherServersProps {
  /** Addresses, in the order in which they are tried. */
  readonly servers: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (servers: readonly string[]) => void;
}

/** The servers of a data pool after the first one. They stay unless they are removed here. */
export function FurtherServers({ servers, error, onChange }: FurtherServersProps) {
  const { t } = useTexts();
  const id = useId();
  if (servers.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500} id={id}>
        {t('setUp.furtherServers')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('setUp.furtherServersHelp')}
      </Text>
      <ol style={{ margin: 0, paddingLeft: '1.25rem' }} aria-labelledby={id}>
        {servers.map((server) => (
          <li key={server}>
            <Group gap="xs" wrap="nowrap">
              <CodeText>{server}</CodeText>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('setUp.removeServer', { server })}
                onClick={() => onChange(servers.filter((each) => each !== server))}
              >
                <IconTrash size={18} stroke={1.7} aria-hidden />
              </ActionIcon>
            </Group>
          </li>
        ))}
      </ol>
      {error && (
        <Text size="xs" c="red" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}
