import { withTags } from 'sqltrace'
import { salesReport } from './reports/sales-report.js'
import { find } from './search/search.js'

const favourites = ['Cooking', 'Design', 'Programming']
let turn = 0

/** Starts the background jobs; `stop` ends them. */
export function startJobs(): { stop(): void } {
  const jobs = [every(1, 'warm-caches', warmCaches), every(20, 'sales-report', salesReport)]
  return { stop: () => jobs.forEach((job) => clearInterval(job)) }
}

async function warmCaches(): Promise<void> {
  await find(favourites[turn++ % favourites.length] ?? '')
}

function every(seconds: number, job: string, run: () => Promise<void>): NodeJS.Timeout {
  const attempt = () => run().catch((error: Error) => console.error(`${job}: ${error.message}`))
  return setInterval(() => withTags({ job }, attempt), 1000 * seconds)
}
