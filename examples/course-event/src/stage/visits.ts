import type { Request } from 'autocannon'
import { topics } from '../database/topics.js'

type Visit = () => { readonly path: string; readonly method?: 'POST' }

const below = (limit: number) => Math.floor(Math.random() * limit)
const pick = <T>(list: readonly T[]) => list[below(list.length)] as T
const favourites = ['Cooking', 'Design', 'Programming']

/** What visitors do during the event, with weights. */
const visits: readonly (readonly [number, Visit])[] = [
  [2, () => ({ path: '/following' })],
  [1, () => ({ path: '/' })],
  [3, () => ({ path: '/courses' })],
  [5, () => ({ path: `/courses/Course-${1 + below(2000)}` })],
  [3, () => ({ path: `/levels/${pick(['beginner', 'advanced', 'expert'])}` })],
  [3, () => ({ path: `/languages/${pick(['en', 'de', 'fr', 'es'])}` })],
  [2, () => ({ path: `/tags/skill-${below(40)}` })],
  [3, () => ({ path: `/companies/${1 + below(40)}/courses` })],
  [11, () => ({ path: `/search?text=${pick(favourites)}` })],
  [2, () => ({ path: `/search?text=${beginning(pick(topics))}` })],
  [2, () => ({ path: '/cart' })],
  [1, () => ({ path: '/checkout', method: 'POST' })],
  [4, () => ({ path: `/enrolments/${1 + below(6)}`, method: 'POST' })],
]

/** What a visitor types: the first letters of a topic, and perhaps a number. */
function beginning(topic: string): string {
  return topic.slice(0, 4 + below(topic.length - 3))
}

/** A request that is a different visit each time, to pages whose path begins with `prefix`. */
export function visitsOf(prefix: string): Request[] {
  const all = visits
    .flatMap(([times, visit]) => Array.from({ length: times }, () => visit))
    .filter((visit) => visit().path.startsWith(prefix))
  let rest: Visit[] = []
  const next = () => {
    if (rest.length === 0) rest = shuffled(all)
    return rest.pop() as Visit
  }
  return [{ setupRequest: (request: Request) => ({ ...request, ...asked(next()) }) }]
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

function asked(visit: Visit): Request {
  return { method: 'GET', ...visit(), headers: { 'x-session': `session-${1 + below(300)}` } }
}
