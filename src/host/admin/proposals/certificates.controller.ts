import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncProposals } from '../../../index.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { LimitBody, SETTINGS_BODY_LIMITS } from '../../requests/body-limits.decorator.js';
import { Auth } from '../../session/auth.decorator.js';
import { CertificateDescriptionDto, DescribeCertificatesDto } from './certificates.dto.js';

@ApiTags('settings')
@Auth('administrator')
@Controller('api/certificates')
export class CertificatesController {
  constructor(private readonly proposals: BatchSyncProposals) {}

  @Post()
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({ summary: 'Describes certificates in PEM. Those that cannot be read are left out. Stores nothing' })
  @ApiOkResponse({ type: [CertificateDescriptionDto] })
  @ApiErrors(400)
  describe(@Body() { pem }: DescribeCertificatesDto): CertificateDescriptionDto[] {
    return [...this.proposals.describeCertificates(pem)];
  }
}
