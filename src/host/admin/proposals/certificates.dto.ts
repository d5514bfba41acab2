import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

import type { CertificateDescription, PresentedCertificate, PresentedChain } from '../../../index.js';

const MAX_PEM_LENGTH = 65_536;

export class DescribeCertificatesDto {
  @ApiProperty({ description: 'Certificates as PEM', maxLength: MAX_PEM_LENGTH })
  @MaxLength(MAX_PEM_LENGTH, { context: { limit: MAX_PEM_LENGTH } })
  @IsString()
  pem!: string;
}

export class CertificateDescriptionDto implements CertificateDescription {
  @ApiProperty()
  subject!: string;
  @ApiProperty()
  issuer!: string;
  @ApiProperty({ description: 'SHA-256, as pairs of hexadecimal digits with colons' })
  fingerprint!: string;
  @ApiProperty({ type: String, format: 'date-time' })
  validFrom!: Date;
  @ApiProperty({ type: String, format: 'date-time' })
  validTo!: Date;
}

class PresentedCertificateDto extends CertificateDescriptionDto implements PresentedCertificate {
  @ApiProperty({ type: [String], example: ['DNS:ldap.example.org'] })
  names!: readonly string[];
  @ApiProperty({ description: 'Whether it may sign others' })
  isAuthority!: boolean;
  @ApiProperty({ description: 'As dataPool.tls.ca takes it' })
  pem!: string;
}

class CertificateProblemDto {
  @ApiProperty({ example: 'TLS_AUTHORITY_UNKNOWN' })
  code!: string;
  @ApiProperty({ description: 'What was found, in the language of Accept-Language' })
  found!: string;
  @ApiProperty({ description: 'How to solve the problem, in the language of Accept-Language' })
  remedy!: string;
}

export class PresentedChainDto implements Omit<PresentedChain, 'problems'> {
  @ApiProperty({ description: 'Address of the server' })
  url!: string;
  @ApiProperty({ description: 'The name for which the certificate must be valid' })
  name!: string;
  @ApiProperty({ type: [PresentedCertificateDto], description: 'The certificate of the server first' })
  certificates!: readonly PresentedCertificateDto[];
  @ApiProperty({ type: [CertificateProblemDto], description: 'Empty: the certificate is accepted' })
  problems!: readonly CertificateProblemDto[];
  @ApiProperty({
    type: PresentedCertificateDto,
    nullable: true,
    description: 'The certificate to trust so that the chain is trusted; null if it is. Compare its fingerprint first',
  })
  authority!: PresentedCertificateDto | null;
}
