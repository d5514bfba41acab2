import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSynchronizations, type Page } from '../../index.js';
import { ChangeDto } from '../answers/change.dto.js';
import { ApiPage, RowsDto } from '../answers/rows.dto.js';
import { HostError } from '../errors/host-error.js';
import { Identifier } from '../errors/identifier.pipe.js';
import { Refused } from '../errors/refused.decorator.js';
import { For } from '../session/for.decorator.js';
import { OperatorCache } from './operator-cache.js';
import { UserDto, UserRowsDto } from './user.dto.js';
import { Users } from './users.js';

@ApiTags('users')
@For('operator')
@Controller('api/users')
export class UsersController {
  constructor(
    private readonly users: Users,
    private readonly jobs: BatchSynchronizations,
    private readonly cache: OperatorCache,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The users by name' })
  @ApiPage(UserDto)
  @Refused(400)
  list(@Query() { query, state, cursor, limit }: UserRowsDto): Promise<Page<UserDto>> {
    const key = `users ${JSON.stringify([query, state, cursor, limit])}`;
    return this.cache.get(['users'], key, () => this.users.search({ query, state, cursor, limit }));
  }

  @Get(':id')
  @ApiOperation({ summary: 'A user with all fields' })
  @ApiOkResponse({ type: UserDto })
  @Refused(400, 404)
  async show(@Param('id', Identifier) id: string): Promise<UserDto> {
    const user = await this.users.find(id);
    if (!user) throw HostError.userNotFound(id);
    return user;
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'What runs changed of a user, newest first' })
  @ApiPage(ChangeDto)
  @Refused(400, 404)
  async history(@Param('id', Identifier) id: string, @Query() rows: RowsDto): Promise<Page<ChangeDto>> {
    await this.show(id);
    return this.jobs.history(id, rows);
  }
}
