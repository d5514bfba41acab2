import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useApp } from '../app-facts.js';
import { useTexts } from '../i18n/use-texts.js';
import { ColorSchemeSwitch } from '../layout/color-scheme-switch.js';
import { LanguageMenu } from '../layout/language-menu.js';
import mark from '../theme/mark.svg';
import classes from './plain-page.module.css';

interface PlainPageProps {
  readonly title: string;
  readonly lead: string;
  readonly children?: ReactNode;
}

/** A page outside the frame: nobody is signed in, or nobody who may be here. */
export function PlainPage({ title, lead, children }: PlainPageProps) {
  const app = useApp();
  const { t } = useTexts();
  useEffect(() => {
    document.title = t('layout.documentTitle', { title, app: t(app.name) });
  }, [title, app, t]);

  return (
    <div className={classes.page}>
      <header className={classes.bar}>
        <LanguageMenu />
        <ColorSchemeSwitch />
      </header>
      <main className={classes.main}>
        <Stack gap="xl" w="100%" maw={400}>
          <Group gap="sm" wrap="nowrap">
            <img src={mark} alt="" width={44} height={44} />
            <div>
              <Text fw={650}>{t('product')}</Text>
              <Text size="sm" c="dimmed">
                {t(app.purpose)}
              </Text>
            </div>
          </Group>
          <Paper p={{ base: 'lg', sm: 'xl' }} radius="lg" shadow="sm">
            <Stack gap="md">
              <div>
                <Title order={1}>{title}</Title>
                <Text c="dimmed" mt={6}>
                  {lead}
                </Text>
              </div>
              {children}
            </Stack>
          </Paper>
        </Stack>
      </main>
    </div>
  );
}
