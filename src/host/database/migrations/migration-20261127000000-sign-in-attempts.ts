import { Migration } from '@mikro-orm/migrations';

/** Sign-ins that failed lately, as rate-limiter-flexible counts them. Its statements name no columns: their order matters. */
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
