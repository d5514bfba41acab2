import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';

import type { TreeContainer, TreeLevel } from '../../../index.js';
import { IsPlainText } from '../../dto/is-plain-text.js';
import { CheckConnectionDto } from '../settings.dto.js';
import { EntryCountDto } from './proposal.dto.js';

/** The root, or an attribute type and `=` (RFC 4514). The rest of the name is for the directory to judge. */
const BEGINNING_OF_DN = /^\s*(?:$|[a-z\d][a-z\d.;_-]*\s*=)/i;

export class TreeRequestDto extends CheckConnectionDto {
  @ApiPropertyOptional({ description: 'Below which container. If absent, the trees of the directory' })
  @IsOptional()
  @Matches(BEGINNING_OF_DN, { context: { code: 'dnSyntax' } })
  @IsPlainText()
  @MaxLength(1_000, { context: { limit: 1_000 } })
  @IsString()
  dn?: string;
}

class TreeContainerDto implements TreeContainer {
  @ApiProperty()
  dn!: string;
  @ApiProperty({ type: String, nullable: true })
  stableId!: string | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'null if the directory does not say' })
  hasChildren!: boolean | null;
  @ApiProperty({ type: EntryCountDto, nullable: true, description: 'Entries below it that match the filter' })
  people!: EntryCountDto | null;
}

export class TreeLevelDto implements TreeLevel {
  @ApiProperty({ type: String, nullable: true, description: 'null: the roots of the trees follow' })
  dn!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'With the roots: the base of a search that states none' })
  defaultBase!: string | null;
  @ApiProperty({ type: [TreeContainerDto], description: 'At most 200' })
  containers!: readonly TreeContainerDto[];
  @ApiProperty({ description: 'Whether there are more' })
  hasMore!: boolean;
}
