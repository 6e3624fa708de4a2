import { installedHookPosition } from './installed-hook.js'
import { nodeSourceMapPosition } from './node-source-map-position.js'
import { originalPlace } from './original-place.js'
import { framePosition } from './position-source.js'
import type { PositionSource } from './position-source.js'
import { isStrippedTypeScript } from './is-stripped-type-script.js'

/**
 * For a script that differs from its file because a loader changed it. The loader may have given
 * Node.js a source map, or installed a stack trace hook that knows the positions.
 */
export function transformedSource(
  path: string,
  script: NodeJS.CallSite,
  root: string,
): PositionSource {
  const isStripped = isStrippedTypeScript(path, script)
  return (frame) => {
    const position = framePosition(path, frame)
    if (isStripped) return { ...position, mapped: true }
    const original = nodeSourceMapPosition(frame) ?? installedHookPosition(frame)
    if (!original) return 'unknown'
    return originalPlace(original, { generated: path, root })
  }
}
