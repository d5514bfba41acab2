import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconCertificate, IconShieldCheck } from '@tabler/icons-react';
import type { PresentedChain } from '../../shared/api/set-up.js';
import { Facts } from '../../shared/components/facts.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { Fingerprint } from './fingerprint.js';

interface UntrustedChainProps {
  readonly chain: PresentedChain;
  readonly pending: boolean;
  /** Whether others stay trusted, those of further servers. */
  readonly isAdded: boolean;
  readonly onAccept: (ca: string) => void;
}

/** What is solved by trusting the authority. */
const BY_AUTHORITY: ReadonlySet<string> = new Set(['TLS_SELF_SIGNED', 'TLS_AUTHORITY_UNKNOWN']);

/** The certificates that a server presents, what is wrong with them, and the authority that can be accepted. */
export function UntrustedChain({ chain, pending, isAdded, onAccept }: UntrustedChainProps) {
  const { t } = useTexts();
  const { certificates, problems, url } = chain;
  const authority = problems.some(({ code }) => BY_AUTHORITY.has(code)) ? chain.authority : null;
  /** Whether it is that of the server itself, and may not sign others. */
  const isOwn = authority?.fingerprint === certificates[0]?.fingerprint && !authority?.isAuthority;
  const ofOwn = isAdded ? 'setUp.compareAddedCertificate' : 'setUp.compareCertificate';
  const comparison = isOwn ? ofOwn : 'setUp.compareFingerprint';
  return (
    <Alert
      color="yellow"
      icon={<IconCertificate aria-hidden />}
      title={t('setUp.certificateTitle', { url })}
      role="alert"
    >
      <Stack gap="md">
        {problems.map(({ code, found, remedy }) => (
          <div key={code}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {found}
            </Text>
            {!(authority && BY_AUTHORITY.has(code)) && (
              <Text size="sm" fw={550}>
                {t('check.remedy', { remedy })}
              </Text>
            )}
          </div>
        ))}
        <ol style={{ margin: 0, paddingLeft: '1.25rem' }} aria-label={t('setUp.certificates')}>
          {certificates.map((certificate) => (
            <li key={certificate.fingerprint} style={{ marginBottom: 'var(--mantine-spacing-md)' }}>
              <Certificate certificate={certificate} isToCompare={certificate.fingerprint === authority?.fingerprint} />
            </li>
          ))}
        </ol>
        {authority && (
          <Stack gap="xs">
            <Text size="sm">{t(comparison, { subject: authority.subject })}</Text>
            <Facts
              facts={[{ label: t('setUp.fingerprint'), value: <Fingerprint text={authority.fingerprint} /> }]}
              isOneColumn
            />
            <Group>
              <Button
                size="xs"
                leftSection={<IconShieldCheck size={16} aria-hidden />}
                loading={pending}
                onClick={() => onAccept(authority.pem)}
              >
                {t(isOwn ? 'setUp.acceptCertificate' : 'setUp.acceptAuthority')}
              </Button>
            </Group>
          </Stack>
        )}
      </Stack>
    </Alert>
  );
}

interface CertificateProps {
  readonly certificate: PresentedChain['certificates'][number];
  /** Whether its fingerprint stands by the button that accepts it. */
  readonly isToCompare: boolean;
}

function Certificate({ certificate, isToCompare }: CertificateProps) {
  const { t } = useTexts();
  const { instant } = useFormats();
  const { subject, issuer, names, validFrom, validTo, fingerprint } = certificate;
  const long = [
    ...(names.length > 0 ? [{ label: t('setUp.certificateNames'), value: names.join(', ') }] : []),
    ...(isToCompare ? [] : [{ label: t('setUp.fingerprint'), value: <Fingerprint text={fingerprint} /> }]),
  ];
  return (
    <Stack gap="sm">
      <Facts
        facts={[
          { label: t('setUp.certificateOf'), value: subject },
          { label: t('setUp.issuedBy'), value: issuer },
          {
            label: t('setUp.validity'),
            value: t('setUp.validFromTo', { from: instant(validFrom), to: instant(validTo) }),
          },
        ]}
      />
      {long.length > 0 && <Facts facts={long} isOneColumn />}
    </Stack>
  );
}
