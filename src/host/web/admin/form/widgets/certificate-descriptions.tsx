import { Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { certificatesQuery } from '../../../shared/api/settings.js';
import { Instant } from '../../../shared/components/instant.js';
import { useTexts } from '../../../shared/i18n/use-texts.js';

/** Whose certificates these are, who issued them, until when they are valid, and their fingerprints. */
export function CertificateDescriptions({ pem }: { readonly pem: string }) {
  const { t } = useTexts();
  const [debounced] = useDebouncedValue(pem, 300);
  const { data = [] } = useQuery(certificatesQuery(debounced));
  return (
    <Stack gap={4}>
      {data.map(({ subject, issuer, validTo, fingerprint }) => (
        <Text key={fingerprint} size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
          {t('form.certificateOf', { subject, issuer })} <Instant at={validTo} />
          <br />
          {t('form.fingerprint', { fingerprint })}
        </Text>
      ))}
    </Stack>
  );
}
