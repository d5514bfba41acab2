import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useApp } from '../app-definition.js';
import { useTexts } from '../i18n/use-texts.js';
import { type ListLink, ListOfPage } from '../components/list-of-page.js';
import { Breadcrumbs, type Crumb } from './breadcrumbs.js';

interface PageLayoutProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its heading. Sets the document title and moves the focus to the heading after a navigation. */
export function PageLayout({ title, lead, crumbs, actions, children }: PageLayoutProps) {
  const app = useApp();
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, pathname } = useLocation();

  useEffect(() => {
    document.title = t('layout.documentTitle', { title, app: t(app.name) });
  }, [title, app, t]);
  useEffect(() => {
    if (key !== 'default') heading.current?.focus({ preventScroll: true });
    // A changed query string or hash does not count as a navigation.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [pathname]);

  return (
    <Stack gap="lg">
      <Stack gap={6}>
        {crumbs && <Breadcrumbs crumbs={crumbs} current={title} />}
        <Group justify="space-between" align="flex-start" gap="md">
          <Title order={1} ref={heading} tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {actions && <Group gap="sm">{actions}</Group>}
        </Group>
        {lead && (
          <Text component="div" c="dimmed" maw={720}>
            {lead}
          </Text>
        )}
      </Stack>
      <ListOfPage value={listIn(crumbs)}>{children}</ListOfPage>
    </Stack>
  );
}

/** The first crumb below the home page that leads somewhere. */
function listIn(crumbs: readonly Crumb[] | undefined): ListLink | undefined {
  const { label, to } = crumbs?.find((crumb) => crumb.to !== undefined && crumb.to !== '/') ?? {};
  return label === undefined || to === undefined ? undefined : { label, to };
}
