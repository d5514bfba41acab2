import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';

import { SETTING_EFFECTS, type SettingChange, type SettingsOfVersion, type SettingsVersion } from '../../index.js';
import { SettingsDto } from './settings.dto.js';

const anyValue = {
  nullable: true,
  anyOf: [
    { type: 'object', additionalProperties: true },
    { type: 'array', items: {} },
    ...(['string', 'number', 'boolean'] as const).map((type) => ({ type })),
  ],
} satisfies ApiPropertyOptions;

export class SettingChangeDto implements SettingChange {
  @ApiProperty({ description: 'Path of the setting; of a row of the mapping mapping.<target>' })
  field!: string;
  @ApiProperty({ ...anyValue, description: 'null if there was none, and for secrets' })
  before!: unknown;
  @ApiProperty({ ...anyValue, description: 'null if there is none, and for secrets' })
  after!: unknown;
  @ApiProperty({
    enum: SETTING_EFFECTS,
    description:
      'What the change can do. none: nothing to what runs write; result: they write other values, or for other people; values: values could become empty; people: people could be left out; problems: entries without a value of a required field become problems; not-written: the field is no longer written; limit: fewer runs are stopped',
  })
  effect!: SettingChange['effect'];
  @ApiPropertyOptional({
    type: 'integer',
    description:
      'Synchronized people whom it may concern: those with a value, for a row of the mapping that is not required; otherwise all. Only for values, people, problems and not-written, compared with the settings in force',
  })
  people?: number;
}

export class ChangedSettingsDto {
  @ApiProperty({
    type: [SettingChangeDto],
    nullable: true,
    description: 'null before the first run, and if the version that it used is not stored any more',
  })
  changes!: readonly SettingChangeDto[] | null;
}

export class SettingsVersionDto implements SettingsVersion {
  @ApiProperty({ type: 'integer' })
  version!: number;
  @ApiProperty({ type: String, format: 'date-time' })
  changedAt!: Date;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null for the initial settings of the host, and if nobody is known',
  })
  changedBy!: string | null;
  @ApiProperty({
    type: [SettingChangeDto],
    nullable: true,
    description:
      'What differs from the version before, with what was saved of its data pool together with it; null if that is not known',
  })
  changes!: readonly SettingChangeDto[] | null;
}

export class SettingsOfVersionDto extends SettingsDto implements SettingsOfVersion {
  @ApiProperty({ type: [SettingChangeDto], description: 'What would change if it were saved now' })
  changes!: readonly SettingChangeDto[];
}

export class SettingsComparisonDto {
  @ApiProperty({ type: 'integer', description: 'The version in force; 0 before the first save' })
  version!: number;
  @ApiProperty({ type: [SettingChangeDto], description: 'The settings that differ, in the order of the form' })
  changes!: readonly SettingChangeDto[];
}
