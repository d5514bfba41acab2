import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';

import type { FormLayout, ProcessManifest } from '../../index.js';
import type { AddOn } from './host-process-registry.service.js';

export class EnableAddOnDto {
  @ApiProperty({
    description: 'A disabled add-on is not scheduled, cannot be started and is not listed. Its settings are kept',
  })
  @IsBoolean()
  enabled!: boolean;
}

class ManifestDto implements ProcessManifest {
  @ApiPropertyOptional({ description: 'Address of the schema of manifests' })
  $schema?: string;
  @ApiProperty({ enum: [1] })
  manifestVersion!: 1;
  @ApiProperty({ example: 'LDAPAddonBatchSync' })
  symbolicName!: string;
  @ApiProperty({ type: [String], description: 'Alternative symbolic names' })
  aliases!: readonly string[];
  @ApiProperty({ example: '0.1.0' })
  version!: string;
  @ApiProperty()
  processName!: string;
  @ApiProperty({ description: 'In the language of Accept-Language' })
  description!: string;
  @ApiProperty()
  component!: string;
  @ApiProperty({ enum: ['schedule', 'manual'], isArray: true })
  processStart!: ProcessManifest['processStart'];
  @ApiProperty({ type: [String] })
  executableFor!: readonly string[];
  @ApiProperty({ type: [String], description: 'Permissions of the add-on, in the language of Accept-Language' })
  permissions!: readonly string[];
  @ApiProperty({ type: 'object', additionalProperties: true })
  job!: ProcessManifest['job'];
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'JSON Schema and form layout of the settings',
  })
  settings!: ProcessManifest['settings'];
  @ApiProperty({ type: [String] })
  events!: readonly string[];
  @ApiProperty({ example: '>=0.1.0' })
  hostVersions!: string;
}

export class AddOnDto implements AddOn {
  @ApiProperty({ type: ManifestDto })
  manifest!: ManifestDto;
  @ApiProperty()
  enabled!: boolean;
}

export class SettingsFormDto {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'JSON Schema of the settings' })
  schema!: object;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Ordered sections with ordered fields',
  })
  layout!: FormLayout;
}
