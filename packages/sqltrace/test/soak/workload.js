import { withTags } from 'sqltrace'

/** How many distinct ones the app has; each of the library's caches is smaller than one of these. */
const variety = { sites: 5000, routes: 2000, texts: 20_000, names: 200 }

/** The query with that number: text, values, name, kind of client and route all vary. */
function query(number) {
  const n = number % variety.texts
  switch (number % 4) {
    case 0:
      return `select ${n} as a`
    case 1:
      return { text: `select $1::int as "${n}"`, values: [n] }
    case 2:
      return { text: `select $1::int`, values: [n], rowMode: 'array' }
    default:
      return {
        name: `n${n % variety.names}`,
        text: `select $1::int as n${n % variety.names}`,
        values: [n],
      }
  }
}

/** Sends queries `from` to `to` over the pool, `concurrency` at once, and returns the time that each took. */
export async function send({ pool, site, from, to, concurrency }) {
  const times = []
  let next = from
  const worker = async () => {
    while (next < to) {
      const number = next++
      const run = await site((number * 7) % variety.sites)
      const start = performance.now()
      await withTags({ route: `/route/${number % variety.routes}`, tenant: number % 1000 }, () =>
        run(pool, query(number)),
      )
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return times
}
