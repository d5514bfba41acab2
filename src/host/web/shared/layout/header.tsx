import { Burger, Group } from '@mantine/core';
import type { Session } from '../api/session.js';
import { useTexts } from '../i18n/use-texts.js';
import { Brand } from './brand.js';
import { ColorSchemeSwitch } from './color-scheme-switch.js';
import { LanguageMenu } from './language-menu.js';
import { UserMenu } from './user-menu.js';

interface HeaderProps {
  readonly session: Session;
  readonly menuOpen: boolean;
  readonly toggleMenu: () => void;
}

export function Header({ session, menuOpen, toggleMenu }: HeaderProps) {
  const { t } = useTexts();
  return (
    <Group h="100%" px={{ base: 'sm', sm: 'lg' }} justify="space-between" wrap="nowrap" gap="xs">
      <Group gap="xs" wrap="nowrap" miw={0}>
        <Burger
          opened={menuOpen}
          onClick={toggleMenu}
          hiddenFrom="sm"
          size="sm"
          color="white"
          aria-label={t(menuOpen ? 'layout.closeNavigation' : 'layout.openNavigation')}
          aria-expanded={menuOpen}
        />
        <Brand />
      </Group>
      <Group gap={4} wrap="nowrap">
        <LanguageMenu />
        <ColorSchemeSwitch />
        <UserMenu session={session} />
      </Group>
    </Group>
  );
}
