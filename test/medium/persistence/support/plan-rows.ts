import type { PlanInput } from './plan-model.js';
import type { TestHost } from './test-host.js';

/** The users and links of an input, as the only rows of the database. */
export async function insertRows(host: TestHost, { users, links }: PlanInput): Promise<void> {
  await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  for (const user of users) {
    await host.sql(
      `insert into identity_user (id, user_name, principal_name, email, title, attributes, employee_number, state, source, role, created_at, updated_at)
       select id::uuid, "userName", "principalName", email, title,
         jsonb_strip_nulls(jsonb_build_object('badge', badge, 'own', 'kept')), "employeeNumber", state::user_state, source,
         case when "isProtected" then 'administrator' else 'user' end, now(), now()
       from jsonb_to_record($1::text::jsonb) as r (id text, "userName" text, "principalName" text, email text, title text,
         badge text, "employeeNumber" text, state text, source text, "isProtected" bool)`,
      [JSON.stringify(user)],
    );
  }
  for (const { pool, stableId, userId, dn } of links) {
    await host.sql('insert into directory_link (data_pool, stable_id, user_id, dn) values ($1, $2, $3, $4)', [
      pool,
      stableId,
      userId,
      dn,
    ]);
  }
}
