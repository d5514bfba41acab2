import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncRuns, type Page } from '../../index.js';
import { ChangeDto } from '../dto/change.dto.js';
import { ApiPage, RowsDto } from '../dto/rows.dto.js';
import { HostError } from '../errors/host-error.js';
import { Identifier } from '../errors/identifier.pipe.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { Auth } from '../session/auth.decorator.js';
import { OperatorCache } from './operator-cache.service.js';
import { UserDto, UserRowsDto } from './user.dto.js';
import { UserDirectory } from './user-directory.service.js';

@ApiTags('users')
@Auth('operator')
@Controller('api/users')
export class UsersController {
  constructor(
    private readonly users: UserDirectory,
    private readonly runs: BatchSyncRuns,
    private readonly cache: OperatorCache,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The users by name' })
  @ApiPage(UserDto)
  @ApiErrors(400)
  list(@Query() { query, state, cursor, limit }: UserRowsDto): Promise<Page<UserDto>> {
    const key = `users ${JSON.stringify([query, state, cursor, limit])}`;
    return this.cache.get(['users'], key, () => this.users.search({ query, state, cursor, limit }));
  }

  @Get(':id')
  @ApiOperation({ summary: 'A user with all fields' })
  @ApiOkResponse({ type: UserDto })
  @ApiErrors(400, 404)
  async show(@Param('id', Identifier) id: string): Promise<UserDto> {
    const user = await this.users.find(id);
    if (!user) throw HostError.userNotFound(id);
    return user;
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'What runs changed of a user, newest first' })
  @ApiPage(ChangeDto)
  @ApiErrors(400, 404)
  async history(@Param('id', Identifier) id: string, @Query() rows: RowsDto): Promise<Page<ChangeDto>> {
    await this.show(id);
    return this.runs.history(id, rows);
  }
}
