import { Migration } from '@mikro-orm/migrations';

/** Recently failed sign-ins. The order of the columns matters, because rate-limiter-flexible inserts without column names. */
export class Migration20261127000000SignInAttempts extends Migration {
  override up(): void {
    this.addSql(`
      create table "host_sign_in_attempt" (
        "key" text not null primary key,
        "points" int not null default 0,
        "expire" bigint null
      )`);
  }

  override down(): void {
    this.addSql(`drop table if exists "host_sign_in_attempt"`);
  }
}
