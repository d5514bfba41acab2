import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { focusFirstInvalid } from './focus-first-invalid.js';

interface StepSectionProps {
  readonly title: string;
  readonly help: string;
  /** The address of the step before. Absent: this is the first one. */
  readonly back?: string;
  /** @default Next */
  readonly next?: string;
  readonly pending: boolean;
  readonly onNext: () => void;
  readonly children: ReactNode;
}

/**
 * A step: its heading, which has the focus when the step is opened, its content, and the ways back and on. What is refused has
 * the focus after that.
 */
export function StepSection({ title, help, back, next, pending, onNext, children }: StepSectionProps) {
  const { t } = useTexts();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const wasPending = useRef(false);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const isAnswered = wasPending.current && !pending;
    wasPending.current = pending;
    return isAnswered && form.current ? focusFirstInvalid(form.current) : undefined;
  }, [pending]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!pending) onNext();
  };
  return (
    <Paper component="section" aria-labelledby={id} p={{ base: 'md', sm: 'lg' }}>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="lg">
          <div>
            <Title order={2} id={id} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
              {title}
            </Title>
            <Text size="sm" c="dimmed" mt={2} maw={680}>
              {help}
            </Text>
          </div>
          {children}
          <Group justify="space-between" gap="sm">
            {back === undefined ? (
              <span />
            ) : (
              <Button variant="default" component={Link} to={back}>
                {t('setUp.back')}
              </Button>
            )}
            <Button type="submit" loading={pending}>
              {next ?? t('setUp.next')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
