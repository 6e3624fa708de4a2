import { expect, test } from 'vitest'
import { searchFor } from '../dist/checker/haystack.js'
import { findMarkers } from '../dist/checker/markers.js'
import type { Source } from '../dist/checker/sources.js'
import { judge } from '../dist/checker/verdict.js'
import type { Finding } from '../dist/operator/finding.js'

const source: Source = {
  path: 'src/courses.ts',
  lines: [
    'list() {',
    '  // event 1: GET /courses, GET /levels/:level,',
    '  // job warm-caches',
    '  return this.send(query)',
    '}',
    '// event 2: GET /',
    'this.send(tabs)',
    '// decoy: fast',
    'this.send(session)',
  ],
}

const markers = findMarkers([source])

function finding(line: number, ...routes: string[]): Finding {
  return { file: `src/courses.ts:${line}`, share: 0.1, routes, statement: '', servers: [] }
}

const list = finding(4, 'GET /courses', 'GET /levels/:level', 'job warm-caches')
const home = finding(7, 'GET /')
const session = finding(9, 'GET /')

test('a marker has the line below it, its number and all routes', () => {
  expect(markers).toEqual([
    { file: 'src/courses.ts:4', number: 1, routes: list.routes },
    { file: 'src/courses.ts:7', number: 2, routes: ['GET /'] },
    { file: 'src/courses.ts:9', number: 0, routes: [] },
  ])
})

test('everything is found if the costliest lines are the marked ones with their routes', () => {
  const verdict = judge([home, list, session], markers, [source])
  expect(verdict).toEqual({ found: 2, of: 2, faults: [] })
})

test('a missing route, a decoy above and a statement that only waits are faults', () => {
  const lessRoutes = finding(4, 'GET /courses')
  expect(judge([home, lessRoutes], markers, [source])).toMatchObject({ found: 1 })
  const above = judge([home, session, list], markers, [source])
  expect(above).toMatchObject({ found: 1 })
  expect(above.faults).toContain('src/courses.ts:9 is not one of the seven')
  const waiting = { path: 'src/slow.ts', lines: ['sql`select pg_sleep(1)`'] }
  expect(judge([home, list], markers, [waiting]).faults).toEqual([
    'src/slow.ts:1 is artificially slow: sql`select pg_sleep(1)`',
  ])
})

test("a text search counts the places that contain one of the statement's names", () => {
  const statement = 'select "query" from "tabs"'
  expect(searchFor(statement, [source])).toEqual({ places: 2, files: 1, complete: 0 })
})
