import { Group, Text } from '@mantine/core';
import { IconCertificate, IconCertificateOff } from '@tabler/icons-react';
import type { Certificate } from '../../shared/api/wire.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CodeText } from '../../shared/parts/code-text.js';
import { DnText } from '../../shared/parts/dn-text.js';
import { Facts } from '../../shared/parts/facts.js';
import { Section } from '../../shared/parts/section.js';

/** The evidence that the directory was read to its end, or why that is in doubt. */
export function CertificateSection({ certificate }: { readonly certificate: Certificate }) {
  const { t, other } = useTexts();
  const { number, duration } = useFormats();
  const { complete, reason } = certificate;
  const Picture = complete ? IconCertificate : IconCertificateOff;
  return (
    <Section title={t('certificate.title')} help={t('certificate.help')}>
      <Group gap="xs" wrap="nowrap">
        <Picture size={22} stroke={1.6} aria-hidden />
        <Text size="sm" fw={600}>
          {t(complete ? 'certificate.complete' : 'certificate.incomplete')}
          {reason && ` ${other('errors', reason, reason)}`}
        </Text>
      </Group>
      <Facts
        facts={[
          { label: t('certificate.server'), value: <CodeText>{certificate.server}</CodeText> },
          { label: t('certificate.base'), value: <DnText dn={certificate.baseDn} /> },
          { label: t('certificate.filter'), value: <CodeText>{certificate.filter}</CodeText> },
          { label: t('certificate.entries'), value: number(certificate.entries) },
          { label: t('certificate.pages'), value: number(certificate.pages) },
          { label: t('certificate.referrals'), value: number(certificate.referrals) },
          {
            label: t('certificate.paged'),
            value: t(certificate.paged ? 'certificate.pagedYes' : 'certificate.pagedNo'),
          },
          {
            label: t('certificate.took'),
            value: duration(Date.parse(certificate.finishedAt) - Date.parse(certificate.startedAt)),
          },
        ]}
      />
    </Section>
  );
}
