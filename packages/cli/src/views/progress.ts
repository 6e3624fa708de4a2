import type { SingleBar } from 'cli-progress'

/** A bar on stderr, where that is a terminal. */
export interface Progress {
  update(value: number): void
  stop(): void
}

/** Starts a bar that is full at `total`. */
export async function startProgress(label: string, total: number, unit: string): Promise<Progress> {
  if (!process.stderr.isTTY || process.env['TERM'] === 'dumb' || total === 0)
    return { update: () => undefined, stop: () => undefined }
  const { SingleBar: Bar } = (await import('cli-progress')).default
  const bar: SingleBar = new Bar({
    format: `${label} {bar} {value}/{total} ${unit}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    clearOnComplete: true,
    // A hidden cursor and lines without wrapping would outlive a Ctrl-C.
    hideCursor: false,
    linewrap: true,
  })
  bar.start(total, 0)
  return bar
}

/** Shows how long sampling still takes. */
export async function whileSampling(seconds: number, work: () => Promise<void>): Promise<void> {
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
