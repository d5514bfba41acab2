import { raw } from '@mikro-orm/core';

/** The name as the unique index has it; a new fragment for each place that it is used in. */
export const lowerUserName = () => raw((alias) => `lower(${alias}.user_name)`);
