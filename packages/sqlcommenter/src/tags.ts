/**
 * The tags of a statement, by key. Empty and missing values are left out of the comment.
 *
 * ```ts
 * import type { Tags } from '@sqltrace/sqlcommenter'
 *
 * const tags: Tags = { file: 'src/courses/repo.ts:42', method: 'GET', route: '/courses/:slug' }
 * ```
 */
export type Tags = Readonly<Record<string, string | undefined>>
