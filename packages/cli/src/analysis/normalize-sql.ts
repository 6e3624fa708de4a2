export { normalizeSql } from '@sqltrace/sql'
