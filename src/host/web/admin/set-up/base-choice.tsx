import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Proposal } from '../../shared/api/set-up.js';
import { DnText } from '../../shared/components/dn-text.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { Statement } from '../../shared/settings-schema/statements.js';
import { useCountText } from './use-count-text.js';
import { baseOf } from './use-found.js';

interface BaseChoiceProps {
  readonly proposed: Proposal['bases'];
  readonly chosen: readonly Statement[];
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly Statement[]) => void;
}

/** The containers in which people are looked for: those that the directory names, and further ones. */
export function BaseChoice({ proposed, chosen, error, onChange }: BaseChoiceProps) {
  const { t } = useTexts();
  const countText = useCountText();
  const [typed, setTyped] = useState('');
  const named = new Set(proposed.map(({ dn }) => dn));
  const further = chosen.filter(({ dn }) => !named.has(dn)).map(({ dn }) => ({ dn, people: undefined }));
  const all = [...proposed, ...further];
  const dns = chosen.map(({ dn }) => dn);
  const choose = (changed: readonly string[]) =>
    onChange(changed.map((dn) => chosen.find((each) => each.dn === dn) ?? baseOf(dn)));
  const add = () => {
    const dn = typed.trim();
    if (dn !== '' && !dns.includes(dn)) choose([...dns, dn]);
    setTyped('');
  };
  return (
    <Stack gap="sm">
      <Checkbox.Group
        label={t('setUp.bases')}
        description={t('setUp.basesHelp')}
        error={error}
        value={dns}
        onChange={choose}
      >
        <Stack gap="xs" mt="sm">
          {all.map(({ dn, people }) => (
            <Checkbox
              key={dn}
              value={dn}
              label={<DnText dn={dn} />}
              description={people === undefined ? undefined : countText(people)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Group gap="sm" align="flex-end">
        <TextInput
          label={t('setUp.furtherBase')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          style={{ flex: '0 1 26rem' }}
        />
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          {t('form.add')}
        </Button>
      </Group>
      {all.length === 0 && <Text size="sm">{t('setUp.noContexts')}</Text>}
    </Stack>
  );
}
