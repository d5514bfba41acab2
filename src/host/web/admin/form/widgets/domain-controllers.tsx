import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconServer } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DomainController, DomainControllerList } from '../../../shared/api/api-types.js';
import { useErrorText } from '../../../shared/components/use-error-text.js';
import { useTexts } from '../../../shared/i18n/use-texts.js';

interface DomainControllersProps {
  /** Asks with the current values of the form, for a domain or the one that they or the directory name. */
  readonly find: (domain: string | undefined) => Promise<DomainControllerList>;
  /** The servers in the form. */
  readonly urls: readonly string[];
  readonly add: (url: string) => void;
}

/** A field for the domain and a button that lists its domain controllers, and each of them with a button that adds it to the servers. */
export function DomainControllers({ find, urls, add }: DomainControllersProps) {
  const { t } = useTexts();
  const textOf = useErrorText();
  const [domain, setDomain] = useState('');
  const search = useMutation({ mutationFn: () => find(domain.trim() || undefined) });
  return (
    <Stack gap="xs">
      <Group gap="sm" align="flex-end">
        <TextInput
          size="xs"
          label={t('form.domain')}
          description={t('form.domainHelp')}
          placeholder="corp.example"
          value={domain}
          onChange={(event) => setDomain(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            search.mutate();
          }}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          style={{ flex: '0 1 20rem' }}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconServer size={16} aria-hidden />}
          loading={search.isPending}
          onClick={() => search.mutate()}
        >
          {t('form.findDomainControllers')}
        </Button>
      </Group>
      <div role="status">
        {search.isError && (
          <Text size="sm" c="var(--mantine-color-error)">
            {textOf(search.error)}
          </Text>
        )}
        {search.data && (
          <Stack gap={4} role="group" aria-label={t('form.domainControllers', { domain: search.data.domain })}>
            <Text size="sm">{t('form.domainControllers', { domain: search.data.domain })}</Text>
            {search.data.controllers.map((controller) => (
              <Controller
                key={controller.url}
                controller={controller}
                isUsed={urls.includes(controller.url)}
                add={add}
              />
            ))}
          </Stack>
        )}
      </div>
    </Stack>
  );
}

interface ControllerProps {
  readonly controller: DomainController;
  readonly isUsed: boolean;
  readonly add: (url: string) => void;
}

function Controller({ controller: { url, site, isAllowed }, isUsed, add }: ControllerProps) {
  const { t } = useTexts();
  return (
    <Group gap="sm">
      <Code>{url}</Code>
      {site !== null && (
        <Text size="xs" c="dimmed">
          {site}
        </Text>
      )}
      {isAllowed ? (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          aria-label={t('form.addServer', { url })}
          disabled={isUsed}
          onClick={() => add(url)}
        >
          {t(isUsed ? 'form.serverInList' : 'form.add')}
        </Button>
      ) : (
        <Text size="xs" c="dimmed">
          {t('form.serverNotPermitted')}
        </Text>
      )}
    </Group>
  );
}
