import { Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useApp } from '../app-definition.js';
import { useTexts } from '../i18n/use-texts.js';
import { Brand } from '../layout/brand.js';
import { ColorSchemeSwitch } from '../layout/color-scheme-switch.js';
import { LanguageMenu } from '../layout/language-menu.js';
import classes from './centered-page.module.css';

interface CenteredPageProps {
  readonly title: string;
  readonly lead: string;
  readonly children?: ReactNode;
}

/** A page without navigation: one card in the centre. For users who are not signed in or have no access. */
export function CenteredPage({ title, lead, children }: CenteredPageProps) {
  const app = useApp();
  const { t } = useTexts();
  useEffect(() => {
    document.title = t('layout.documentTitle', { title, app: t(app.name) });
  }, [title, app, t]);

  return (
    <div className={classes.page}>
      <header className={classes.bar}>
        <Brand />
        <div className={classes.switches}>
          <LanguageMenu />
          <ColorSchemeSwitch />
        </div>
      </header>
      <main className={classes.main}>
        <Paper p={{ base: 'lg', sm: 'xl' }} radius="lg" shadow="md" w="100%" maw={420}>
          <Stack gap="lg">
            <div>
              <Title order={1}>{title}</Title>
              <Text c="dimmed" mt={6}>
                {lead}
              </Text>
            </div>
            {children}
          </Stack>
        </Paper>
        <Text size="sm" c="dimmed" mt="lg">
          {t(app.purpose)}
        </Text>
      </main>
    </div>
  );
}
