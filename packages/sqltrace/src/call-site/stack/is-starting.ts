import type { Frames } from './capture.js'

const isNodeLoader = /^node:internal\/(?:main|modules|process\/esm)/
const maxStart = 10_000

/** Whether the process is starting: Node.js is loading the app's modules, and no server is listening yet. */
export function isStarting(frames: Frames): boolean {
  if (performance.now() > maxStart) return false
  return frames.some(isLoading) && !process.getActiveResourcesInfo().some(isServer)
}

const isLoading = (frame: NodeJS.CallSite) =>
  !frame.isAsync() && isNodeLoader.test(frame.getFileName() ?? '')

const isServer = (resource: string) => resource.endsWith('ServerWrap')
