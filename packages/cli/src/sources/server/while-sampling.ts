import type { StartProgress } from '../../model/progress.js'

/** Runs `work` and shows the progress of sampling. */
export async function whileSampling(
  startProgress: StartProgress,
  seconds: number,
  work: () => Promise<void>,
): Promise<void> {
  const progress = await startProgress('sampling', Math.ceil(seconds), 's')
  const started = Date.now()
  const show = () => progress.update(Math.round((Date.now() - started) / 1000))
  const timer = setInterval(show, 250)
  try {
    await work()
  } finally {
    clearInterval(timer)
    progress.stop()
  }
}
