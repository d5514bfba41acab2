import { NavLink, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { NavLink as RouterNavLink, useLocation } from 'react-router';
import { type NavigationGroup, useApp } from '../app-definition.js';
import { useTexts } from '../i18n/use-texts.js';

interface NavigationProps {
  readonly onNavigate: () => void;
}

export function Navigation({ onNavigate }: NavigationProps) {
  const app = useApp();
  return (
    <Stack gap="lg">
      {app.navigation.map((group) => (
        <Group key={group.title} group={group} onNavigate={onNavigate} />
      ))}
    </Stack>
  );
}

function Group({ group, onNavigate }: NavigationProps & { readonly group: NavigationGroup }) {
  const { t } = useTexts();
  const { pathname } = useLocation();
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <Text id={id} size="xs" fw={600} c="dimmed" px="sm" pb={6}>
        {t(group.title)}
      </Text>
      {group.items.map((item) => (
        <NavLink
          key={item.to}
          component={RouterNavLink}
          to={item.to}
          onClick={onNavigate}
          end={item.to === '/'}
          active={item.to === '/' ? pathname === '/' : pathname.startsWith(item.to)}
          label={t(item.label)}
          leftSection={<item.icon size={19} stroke={1.7} aria-hidden />}
          style={{ borderRadius: 8 }}
          fw={500}
        />
      ))}
    </div>
  );
}
