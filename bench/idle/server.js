import { argv, cpuUsage } from 'node:process'
import { frameworks } from '../app/frameworks.js'
import { awaitOften, useManager } from '../app/work.js'
import { channels, observers } from './observers.js'
import { switchable } from './switchable.js'

const [, , framework, manager, observer] = argv

if (manager === 'true') useManager()
const listen = switchable(channels)
observers[observer]()

function control(word) {
  if (word !== 'cpu') listen(word === 'on')
  return JSON.stringify(cpuUsage())
}

console.log(await frameworks[framework]({ handle: awaitOften, control }))
