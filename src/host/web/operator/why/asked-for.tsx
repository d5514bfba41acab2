import { Code, List } from '@mantine/core';
import { Section } from '../../shared/components/section.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** What the directory was asked for. Operators do not see it. */
export function AskedFor({ asked }: { readonly asked: readonly string[] }) {
  const { t } = useTexts();
  if (asked.length === 0) return null;
  return (
    <Section title={t('why.asked')}>
      <List size="sm" spacing={4} listStyleType="none">
        {asked.map((question) => (
          <List.Item key={question}>
            <Code style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>{question}</Code>
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
