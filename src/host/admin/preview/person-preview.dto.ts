import { ApiProperty } from '@nestjs/swagger';

import {
  type PreviewedStage,
  type PreviewedValue,
  ROW_OUTCOMES,
  ROW_STAGES,
  type RowOutcome,
  type RowStage,
  WHY_VERDICTS,
  type WhyVerdict,
} from '../../../index.js';
import { FieldErrorDto } from '../../errors/error.dto.js';
import {
  InactivityDto,
  WhyEntryDto,
  WhyMappingProblemDto,
  WhyMatchDto,
  WhyProblemDto,
} from '../../operator/why/why-entry.dto.js';
import { WhyNextDto } from '../../operator/why/why-next.dto.js';
import { DirectoryErrorDto } from '../../operator/why/why.dto.js';
import { NULLABLE_TEXT } from '../../dto/property-types.js';

class PreviewedValueDto implements PreviewedValue {
  @ApiProperty({ description: 'Shortened, and with escapes for characters that cannot be seen' })
  text!: string;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Number of bytes of a value that is no text' })
  bytes!: number | null;
  @ApiProperty({ type: WhyProblemDto, nullable: true, description: 'Why the value cannot be used' })
  problem!: WhyProblemDto | null;
}

class PreviewedValuesDto {
  @ApiProperty({ type: [PreviewedValueDto], description: 'At most 20' })
  values!: readonly PreviewedValueDto[];
  @ApiProperty({ type: 'integer', description: 'How many there are' })
  count!: number;
}

class PreviewedInputDto extends PreviewedValuesDto {
  @ApiProperty()
  attribute!: string;
}

class PreviewedStageDto extends PreviewedValuesDto implements PreviewedStage {
  @ApiProperty({ enum: ROW_STAGES })
  stage!: RowStage;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Number of the conversion, from 1' })
  step!: number | null;
  @ApiProperty({ ...NULLABLE_TEXT, description: 'Kind of the conversion' })
  conversion!: string | null;
}

class PreviewedRowDto {
  @ApiProperty()
  attribute!: string;
  @ApiProperty()
  field!: string;
  @ApiProperty(NULLABLE_TEXT)
  value!: string | null;
  @ApiProperty({ type: WhyMappingProblemDto, nullable: true })
  problem!: WhyMappingProblemDto | null;
  @ApiProperty()
  isRequired!: boolean;
  @ApiProperty({ description: 'Whether the row reads or writes a secret: no values are shown' })
  isSecret!: boolean;
  @ApiProperty({ type: [PreviewedInputDto], description: 'What the row reads of the entry' })
  inputs!: readonly PreviewedInputDto[];
  @ApiProperty({ type: [PreviewedStageDto], description: 'What the row does with the values, in this order' })
  stages!: readonly PreviewedStageDto[];
  @ApiProperty({
    type: [PreviewedValueDto],
    description: 'The values that were about to be written, in their order. The last one is, if it has no problem',
  })
  tried!: readonly PreviewedValueDto[];
  @ApiProperty({ enum: ROW_OUTCOMES })
  outcome!: RowOutcome;
}

class PreviewedEntryDto {
  @ApiProperty()
  dn!: string;
  @ApiProperty(NULLABLE_TEXT)
  stableId!: string | null;
  @ApiProperty()
  isBelowBase!: boolean;
  @ApiProperty({ ...NULLABLE_TEXT, description: 'The DN of the container that an exclusion leaves out' })
  excludedBy!: string | null;
  @ApiProperty()
  meetsFilter!: boolean;
  @ApiProperty({ ...NULLABLE_TEXT, description: 'The displayed name that the mapping makes, else the next best one' })
  name!: string | null;
  @ApiProperty(NULLABLE_TEXT)
  email!: string | null;
  @ApiProperty({ type: InactivityDto, nullable: true, description: 'Why an active rule excludes the entry' })
  inactivity!: InactivityDto | null;
}

class PreviewedPersonDto {
  @ApiProperty({ enum: WHY_VERDICTS, description: 'The first reason that holds' })
  verdict!: WhyVerdict;
  @ApiProperty({ description: 'The reason, in the language of Accept-Language' })
  message!: string;
  @ApiProperty({ type: WhyEntryDto })
  entry!: WhyEntryDto;
  @ApiProperty({ type: [PreviewedRowDto] })
  rows!: readonly PreviewedRowDto[];
  @ApiProperty({ type: WhyMatchDto, nullable: true, description: 'How the entry leads to users' })
  match!: WhyMatchDto | null;
  @ApiProperty({ type: WhyNextDto, nullable: true, description: 'What a run would do; null if it reads no such entry' })
  next!: WhyNextDto | null;
}

class FoundEntriesDto {
  @ApiProperty({ description: 'Name of the job' })
  job!: string;
  @ApiProperty({ type: [String], description: 'What the directory was asked for' })
  asked!: readonly string[];
  @ApiProperty({ type: DirectoryErrorDto, nullable: true })
  directoryError!: DirectoryErrorDto | null;
  @ApiProperty({ type: [PreviewedEntryDto], description: 'The entries that were found, at most five' })
  entries!: readonly PreviewedEntryDto[];
  @ApiProperty({ description: 'Whether the directory has more than these' })
  hasMore!: boolean;
}

export class PersonPreviewDto extends FoundEntriesDto {
  @ApiProperty({ type: PreviewedPersonDto, nullable: true, description: 'If exactly one entry was found' })
  person!: PreviewedPersonDto | null;
}

export class TriedRowDto extends FoundEntriesDto {
  @ApiProperty({
    type: PreviewedRowDto,
    nullable: true,
    description: 'If there are values, or exactly one entry was found',
  })
  row!: PreviewedRowDto | null;
  @ApiProperty({ type: [FieldErrorDto], description: 'What is wrong with the row, with paths below it' })
  errors!: readonly FieldErrorDto[];
}
