import { Box, Menu, UnstyledButton } from '@mantine/core';
import { IconLogout, IconUser, IconUserCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { AccountRole, Session } from '../api/session.js';
import { type TextKey, useTexts } from '../i18n/use-texts.js';
import { useSignOutButton } from '../components/use-sign-out-button.js';
import classes from './bar.module.css';

const ROLES: Readonly<Record<AccountRole, TextKey>> = {
  administrator: 'roles.administrator',
  operator: 'roles.operator',
};

export function UserMenu({ session }: { readonly session: Session }) {
  const { t } = useTexts();
  const { signOut } = useSignOutButton();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={t('layout.account', { user: session.user })}>
          <IconUserCircle size={20} stroke={1.7} aria-hidden />
          <Box component="span" visibleFrom="sm" aria-hidden>
            {session.user}
          </Box>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('layout.signedInAs', { user: session.user, role: t(ROLES[session.role]) })}</Menu.Label>
        <Menu.Item leftSection={<IconUser size={17} aria-hidden />} component={Link} to="/account">
          {t('layout.myAccount')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={17} aria-hidden />} onClick={signOut}>
          {t('layout.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
