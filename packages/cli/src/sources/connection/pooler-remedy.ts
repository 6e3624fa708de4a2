/** PgBouncer's error messages, and the fix for each. Source: https://www.pgbouncer.org/config.html */
const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /no such database|does not exist|bouncer config error/i,
    'check the database name, or add it to the [databases] section of pgbouncer.ini.',
  ],
  [
    /no more connections allowed|max_client_conn/i,
    'PgBouncer is full; raise max_client_conn, or connect to PostgreSQL itself.',
  ],
  [
    /query_wait_timeout|server_login_retry|server connect/i,
    'no server connection was free; raise default_pool_size, or connect to PostgreSQL itself.',
  ],
  [
    /unsupported startup parameter/i,
    'add the parameter to ignore_startup_parameters, or connect to PostgreSQL itself.',
  ],
  [
    /statement pooling|not allowed in statement/i,
    'sqltrace needs transactions; connect to PostgreSQL itself, or through a pool in session or transaction mode.',
  ],
  [/invalid command/i, "this is PgBouncer's console; connect to one of its databases."],
  [/login rejected/i, 'check the user, and auth_hba_file of PgBouncer.'],
  [/not allowed|no such user|auth/i, 'check the user, and auth_file or auth_query of PgBouncer.'],
]

/** The fix for an error of PgBouncer; `undefined` if the message is unknown. */
export function poolerRemedy(said: string): string | undefined {
  return remedies.find(([pattern]) => pattern.test(said))?.[1]
}
