import type { SingleBar } from 'cli-progress'

/** A bar on stderr, where that is a terminal. */
export interface Progress {
  update(value: number): void
  stop(): void
}

/** Starts a bar that is full at `total`. */
export async function startProgress(label: string, total: number, unit: string): Promise<Progress> {
  if (!process.stderr.isTTY || total === 0)
    return { update: () => undefined, stop: () => undefined }
  const { SingleBar: Bar } = (await import('cli-progress')).default
  const bar: SingleBar = new Bar({
    format: `${label} {bar} {value}/{total} ${unit}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: true,
  })
  bar.start(total, 0)
  return bar
}
