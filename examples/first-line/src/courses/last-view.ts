import { expressionBuilder, type AliasedExpression } from 'kysely'
import type { School } from '../database/schema.js'

/** When a student last opened the course, as a column `last_view` of a query on enrolments. */
export function lastView(): AliasedExpression<Date, 'last_view'> {
  return expressionBuilder<School, 'enrolments'>()
    .selectFrom('views')
    .whereRef('views.course_id', '=', 'enrolments.course_id')
    .whereRef('views.student_id', '=', 'enrolments.student_id')
    .select(({ fn }) => fn.max('views.viewed_at').as('at'))
    .$asScalar()
    .$notNull()
    .as('last_view')
}
