import { startStage } from '../stage/stage.js'
import { playEvent } from './play-event.js'
import { scenes } from './scenes.js'
import { printScene, progress } from './screen.js'

/** The priority of servers and apps: a real operator would be at another machine, which is not busy. */
const awayFromOperator = 5

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
process.exit(await main(process.argv[2]))

async function main(name: string | undefined): Promise<number> {
  const scene = scenes[name ?? '']
  if (name !== undefined && scene === undefined) return explain()
  progress('Starting a writer and two readers, and creating the data')
  const stage = await startStage({ priority: awayFromOperator })
  if (scene === undefined) return playEvent(stage)
  progress(`Playing "${name}"`)
  printScene(await scene(stage))
  await stage.stop()
  return 0
}

function explain(): number {
  console.error('npm run event                 the event: seven slow queries')
  for (const name of Object.keys(scenes)) console.error(`npm run event -- ${name}`)
  return 2
}
