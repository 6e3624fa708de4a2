import { startApp, type AppProcess } from './app-process.js'
import { startCluster, type Cluster, type ClusterOptions } from './cluster.js'
import { startPayments } from './payments.js'

type Environment = Readonly<Record<string, string>>

/** The servers, and the processes that use them. */
export interface Stage {
  readonly cluster: Cluster
  /** Starts processes one after another; the first one runs the background jobs. */
  startApps(count: number, env?: Environment): Promise<Apps>
  stop(): Promise<void>
}

/** Running processes of the platform. */
export interface Apps {
  readonly urls: readonly string[]
  stop(): Promise<void>
}

/** Starts the servers and a fast payment provider. */
export async function startStage(options: ClusterOptions = {}): Promise<Stage> {
  const cluster = await startCluster(options)
  const payments = await startPayments(5)
  const running: AppProcess[] = []
  const stopApps = async (apps: readonly AppProcess[]) =>
    void (await Promise.all(apps.map((app) => app.stop())))
  return {
    cluster,
    startApps: async (count, env = {}) => {
      const apps: AppProcess[] = []
      const urls: string[] = []
      while (apps.length < count) {
        const jobs = String(apps.length === 0)
        const app = startApp(cluster, { PAYMENTS_URL: payments.url, JOBS: jobs, ...env })
        running.push(app)
        apps.push(app)
        urls.push(await app.url)
      }
      return { urls, stop: () => stopApps(apps) }
    },
    stop: async () => {
      await stopApps(running)
      payments.stop()
      await cluster.stop()
    },
  }
}
