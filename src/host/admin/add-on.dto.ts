import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';

import type { FormLayout, ProcessManifest } from '../../index.js';
import type { AddOn } from './host-process-registry.service.js';

export class EnableAddOnDto {
  @ApiProperty({ description: 'Disabled: not scheduled, not startable, not listed; its settings are kept' })
  @IsBoolean()
  enabled!: boolean;
}

class ManifestDto implements ProcessManifest {
  @ApiProperty({ enum: [1] })
  manifestVersion!: 1;
  @ApiProperty({ example: 'LDAPAddonBatchSync' })
  symbolicName!: string;
  @ApiProperty({ type: [String], description: 'Published names that mean the same' })
  aliases!: readonly string[];
  @ApiProperty({ example: '0.1.0' })
  version!: string;
  @ApiProperty()
  processName!: string;
  @ApiProperty({ description: "In the reader's language" })
  description!: string;
  @ApiProperty()
  component!: string;
  @ApiProperty({ enum: ['schedule', 'manual'], isArray: true })
  processStart!: ProcessManifest['processStart'];
  @ApiProperty({ type: [String] })
  executableFor!: readonly string[];
  @ApiProperty({ type: [String], description: "What it may do, in the reader's language" })
  permissions!: readonly string[];
  @ApiProperty({ type: 'object', additionalProperties: true })
  job!: ProcessManifest['job'];
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Schema and form layout of its settings' })
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
    description: 'Sections in order, each with its fields in order',
  })
  layout!: FormLayout;
}
