import { Group, Paper, Text, ThemeIcon, Title } from '@mantine/core';
import { IconArrowRight, type Icon } from '@tabler/icons-react';
import { Link } from 'react-router';
import classes from './home-card.module.css';

interface HomeCardProps {
  readonly to: string;
  readonly icon: Icon;
  readonly title: string;
  readonly text: string;
}

/** A card that is a link as a whole. */
export function HomeCard({ to, icon: Picture, title, text }: HomeCardProps) {
  return (
    <Paper className={classes.card} p="lg">
      <Group wrap="nowrap" align="flex-start" gap="md">
        <ThemeIcon size={44} radius="md" variant="light" aria-hidden>
          <Picture size={24} stroke={1.6} />
        </ThemeIcon>
        <div style={{ flex: 1 }}>
          <Title order={2}>
            <Link to={to} className={classes.link}>
              {title}
            </Link>
          </Title>
          <Text c="dimmed" size="sm" mt={4}>
            {text}
          </Text>
        </div>
        <IconArrowRight size={20} aria-hidden className={classes.arrow} />
      </Group>
    </Paper>
  );
}
