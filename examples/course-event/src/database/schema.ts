import type { Generated } from 'kysely'

/** The platform's tables, and its only view, `course_students`. */
export interface Platform {
  companies: { id: Generated<number>; name: string; city: string }
  users: { id: Generated<number>; name: string }
  sessions: { token: string; user_id: number }
  settings: { name: string; value: string }
  follows: { user_id: number; company_id: number; muted: boolean; followed_at: Date }
  courses: Course
  course_tags: { course_id: number; tag: string }
  course_prices: { course_id: number; amount: number; valid_from: Date; valid_to: Date }
  course_counters: { course_id: number; students: number }
  course_students: { course_id: number; students: number }
  reviews: { course_id: number; user_id: number; stars: number }
  enrolments: { course_id: number; user_id: number; enrolled_at: Generated<Date> }
  carts: { user_id: number; course_id: number }
  orders: { id: Generated<number>; user_id: number; total: number; status: string }
  caches: { key: string; section: string; value: string; expires_at: Date }
}

/** A course; `body` and `text_body` contain its whole page. */
export interface Course {
  id: Generated<number>
  company_id: number
  slug: string
  title: string
  level: string
  language: string
  status: string
  published_at: Date
  body: string
  text_body: string
}
