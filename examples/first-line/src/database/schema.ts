import type { Generated } from 'kysely'

/** The tables of the school. */
export interface School {
  courses: { id: Generated<number>; slug: string; title: string }
  students: { id: Generated<number>; name: string }
  enrolments: { course_id: number; student_id: number }
  views: { course_id: number; student_id: number; viewed_at: Date }
}
