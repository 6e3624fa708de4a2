/**
 * @typedef {object} Cell How one run of the contract suite differs.
 * @property {string} name
 * @property {Record<string, string>} [replace] Modules by import specifier, as paths from this folder.
 * @property {string} [node] A package with a Node.js binary. Defaults to the running one.
 * @property {string} [postgres] A package with PostgreSQL binaries. Defaults to the newest.
 * @property {readonly string[]} [tests] Prefixes of the test files' names. Defaults to the suite's two.
 * @property {string} [needs] What the cell requires; without it, the cell is skipped.
 * @property {boolean} [corner] Whether the cell is part of the short matrix.
 */

const telemetry3 = { '@opentelemetry/sdk-trace-node': 'sdk-trace-3.ts' }
const native = { pg: 'native-pg.ts' }

/** @type {readonly Cell[]} */
export const cells = [
  ...['0.27', '0.28.0', '0.28', '0.29', '0.30'].flatMap((kysely) => [
    kyselyCell(kysely, 'pg', kysely === '0.27'),
    kyselyCell(kysely, 'pg-8.11', kysely === '0.30'),
  ]),
  {
    name: 'pg 8.11',
    replace: { pg: 'node_modules/pg-8.11' },
    tests: ['contract/pg.'],
    corner: true,
  },
  {
    name: 'pg native',
    replace: native,
    tests: ['matrix/native'],
    needs: 'pg-native',
    corner: true,
  },
  { name: 'OpenTelemetry SDK 3', replace: telemetry3, node: 'node-24', corner: true },
  ...['20', '22', '24', '26'].map((version) => ({
    name: `Node.js ${version}`,
    node: `node-${version}`,
    corner: version === '26',
  })),
  ...['15', '16', '17'].map((major) => ({
    name: `PostgreSQL ${major}`,
    postgres: `postgres-${major}`,
    corner: major === '15',
  })),
  { name: 'PgBouncer', tests: ['matrix/pgbouncer'], needs: 'pgbouncer', corner: true },
]

function kyselyCell(version, pg, corner) {
  const kysely = `node_modules/kysely-${version}`
  return {
    name: `Kysely ${version} × ${pg}`,
    replace: {
      kysely,
      'kysely/migration': `${kysely}/dist/migration/index.js`,
      pg: `node_modules/${pg}`,
    },
    tests: ['contract/kysely.'],
    corner,
    ...(version >= '0.29' && { node: 'node-22' }),
  }
}
