import type { Server } from '../sources/server.js'
import type { Terminal } from '../views/terminal.js'
import type { TopOptions } from './top.js'
export async function topLive(
  _servers: readonly Server[],
  _options: TopOptions,
  _terminal: Terminal,
): Promise<void> {}
