import { channel } from 'node:diagnostics_channel'

const opposite = { subscribe: 'unsubscribe', bindStore: 'unbindStore' }

/** Records new subscribers of the named channels; the function it returns removes them all, or adds them again. */
export function switchable(names) {
  const switches = names.flatMap((name) =>
    Object.keys(opposite).map((method) => recordCalls(channel(name), method)),
  )
  return (isOn) => {
    for (const flip of switches) flip(isOn)
  }
}

/** A channel changes its prototype with its first subscriber, so we look it up each time. */
function recordCalls(target, method) {
  const calls = []
  const call = (name, args) => Object.getPrototypeOf(target)[name].apply(target, args)
  target[method] = (...args) => {
    calls.push(args)
    return call(method, args)
  }
  return (isOn) => calls.forEach((args) => call(isOn ? method : opposite[method], args))
}
