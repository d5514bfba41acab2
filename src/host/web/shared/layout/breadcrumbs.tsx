import { Anchor, Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTexts } from '../i18n/use-texts.js';
import classes from './breadcrumbs.module.css';

export interface Crumb {
  readonly label: string;
  /** Absent for a level without a page. */
  readonly to?: string;
}

interface BreadcrumbsProps {
  readonly crumbs: readonly Crumb[];
  readonly current: string;
}

export function Breadcrumbs({ crumbs, current }: BreadcrumbsProps) {
  const { t } = useTexts();
  return (
    <nav aria-label={t('layout.breadcrumbs')}>
      <ol className={classes.list}>
        {crumbs.map(({ label, to }) => (
          <li key={label} className={classes.item}>
            {to ? (
              <Anchor component={Link} to={to} size="sm">
                {label}
              </Anchor>
            ) : (
              <Text span size="sm" c="dimmed">
                {label}
              </Text>
            )}
            <IconChevronRight size={14} aria-hidden className={classes.separator} />
          </li>
        ))}
        <li className={classes.item}>
          <Text span size="sm" c="dimmed" aria-current="page" className={classes.current}>
            {current}
          </Text>
        </li>
      </ol>
    </nav>
  );
}
