import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Proposal } from '../../shared/api/set-up.js';
import { DnText } from '../../shared/components/dn-text.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import type { Statement } from '../../shared/settings-schema/statements.js';
import { containerKey } from '../containers/container-names.js';
import { useCountText } from './use-count-text.js';
import { baseOf } from './use-found.js';

interface BaseChoiceProps {
  readonly proposed: Proposal['bases'];
  /** The chosen ones, with the people whom the chosen filter finds there. */
  readonly counted: Proposal['bases'];
  readonly chosen: readonly Statement[];
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly Statement[]) => void;
}

/** The containers in which people are looked for: those that the directory names, and further ones. */
export function BaseChoice({ proposed, counted, chosen, error, onChange }: BaseChoiceProps) {
  const { t } = useTexts();
  const countText = useCountText();
  const [typed, setTyped] = useState('');
  const named = new Set(proposed.map(({ dn }) => containerKey(dn)));
  const further = chosen.filter(({ dn }) => !named.has(containerKey(dn)));
  const all = [...proposed.map(({ dn }) => dn), ...further.map(({ dn }) => dn)];
  const people = new Map([...proposed, ...counted].map((base) => [containerKey(base.dn), base.people]));
  const keys = chosen.map(({ dn }) => containerKey(dn));
  const choose = (changed: readonly string[]) =>
    onChange(
      changed.map((key) => chosen[keys.indexOf(key)] ?? baseOf(all.find((dn) => containerKey(dn) === key) ?? key)),
    );
  /** Another spelling of an offered container chooses that one. */
  const add = () => {
    const dn = typed.trim();
    const key = containerKey(dn);
    const offered = all.find((each) => containerKey(each) === key);
    if (dn !== '' && !keys.includes(key)) onChange([...chosen, baseOf(offered ?? dn)]);
    setTyped('');
  };
  return (
    <Stack gap="sm">
      <Checkbox.Group
        label={t('setUp.bases')}
        description={t('setUp.basesHelp')}
        error={error}
        value={keys}
        onChange={choose}
      >
        <Stack gap="xs" mt="sm">
          {all.map((dn) => {
            const key = containerKey(dn);
            const found = people.get(key);
            return (
              <Checkbox
                key={key}
                value={key}
                label={<DnText dn={dn} />}
                description={found === undefined ? undefined : countText(found)}
              />
            );
          })}
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
