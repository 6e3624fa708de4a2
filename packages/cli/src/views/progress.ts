import type { Progress } from '../model/progress.js'
import type { SingleBar } from 'cli-progress'
import { isSmartTerminal } from './terminal.js'

/** Starts a progress bar on stderr if that is a terminal; it is full at `total`. */
export async function startProgress(label: string, total: number, unit: string): Promise<Progress> {
  if (!isSmartTerminal(process.stderr) || total === 0)
    return { update: () => undefined, stop: () => undefined }
  const { SingleBar: Bar } = (await import('cli-progress')).default
  const bar: SingleBar = new Bar({
    format: `${label} {bar} {value}/{total} ${unit}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    clearOnComplete: true,
    // A hidden cursor and disabled line wrapping would remain after Ctrl-C.
    hideCursor: false,
    linewrap: true,
  })
  bar.start(total, 0)
  return bar
}
