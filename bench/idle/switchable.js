import { channel } from 'node:diagnostics_channel'

const opposite = { subscribe: 'unsubscribe', bindStore: 'unbindStore' }

/** Notes who listens to the channels of these names from now on; what it returns takes them all away, or adds them again. */
export function switchable(names) {
  const switches = names.flatMap((name) =>
    Object.keys(opposite).map((method) => noting(channel(name), method)),
  )
  return (isOn) => {
    for (const flip of switches) flip(isOn)
  }
}

/** A channel changes its prototype with its first listener, so that is asked each time. */
function noting(target, method) {
  const calls = []
  const call = (name, args) => Object.getPrototypeOf(target)[name].apply(target, args)
  target[method] = (...args) => {
    calls.push(args)
    return call(method, args)
  }
  return (isOn) => calls.forEach((args) => call(isOn ? method : opposite[method], args))
}
