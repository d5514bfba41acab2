import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, ScrollRestoration } from 'react-router';
import type { Session } from '../api/session.js';
import { useTexts } from '../i18n/use-texts.js';
import { WaitingPlansNotice } from '../components/waiting-plans-notice.js';
import { Header } from './header.js';
import { Navigation } from './navigation.js';
import classes from './app-frame.module.css';

export function AppFrame({ session }: { readonly session: Session }) {
  const { t } = useTexts();
  const [menuOpen, menu] = useDisclosure(false);

  return (
    <AppShell
      className={classes.shell}
      header={{ height: 56 }}
      navbar={{ width: 244, breakpoint: 'sm', collapsed: { mobile: !menuOpen } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a href="#content" className={classes.skip}>
        {t('layout.skip')}
      </a>
      <AppShell.Header className={classes.header}>
        <Header session={session} menuOpen={menuOpen} toggleMenu={menu.toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="md" className={classes.navbar} data-open={menuOpen} aria-label={t('layout.navigation')}>
        <Navigation onNavigate={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <div className={classes.width}>
          <WaitingPlansNotice key={session.csrfToken} user={session.user} />
          <Outlet />
        </div>
      </AppShell.Main>
      <ScrollRestoration />
    </AppShell>
  );
}
