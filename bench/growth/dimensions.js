import { withTags } from 'sqltrace'
import { callSites } from '../report/call-sites.js'

const compiled = (sql) => ({ sql, parameters: ['x'], query: { kind: 'RawNode' } })
const query = compiled('select * from courses where slug = $1')
const column = (index) => `column_${String(index).padStart(6, '0')}`

/** What grows. Each is called once with its size and returns the step that a batch repeats. */
export const dimensions = {
  'call sites': async (size) => {
    const sites = await callSites(size, 'db, query', 'db.executeQuery(query)')
    return { step: (db, index) => sites[index % size](db, query) }
  },
  routes: (size) => ({
    step: (db, index) =>
      withTags({ method: 'GET', route: `/r${index % size}` }, () => db.executeQuery(query)),
  }),
  texts: (size) => ({
    step: (db, index) => db.executeQuery(compiled(`select ${column(index % size)} from courses`)),
  }),
  'bytes of text': (size) => {
    const columns = Array.from({ length: size / 15 }, (_, index) => column(index))
    const long = compiled(`select ${columns.join(', ')} from courses`)
    return { step: (db) => db.executeQuery(long), calls: Math.max(5, Math.min(200, 1e6 / size)) }
  },
  'stack depth': (size) => ({ step: (db) => deep(size, () => db.executeQuery(query)) }),
  concurrency: (size) => ({
    step: async (db, index) => {
      if (index % size === 0)
        await Promise.all(Array.from({ length: size }, () => db.executeQuery(query)))
    },
    calls: Math.ceil(200 / size) * size,
  }),
}

const deep = (levels, fn) => (levels > 0 ? deep(levels - 1, fn) : fn())
