export const times = 300_000

const nothing = () => {}

const repeat = (step) => {
  for (let time = 0; time < times; time++) step()
}

function* values() {
  for (let time = 0; time < times; time++) yield time
}

/** What costs time in an app: reading, writing, entering a context, and every `await` inside one. */
export const operations = {
  get: (namespace) => repeat(() => namespace.get('user')),
  set: (namespace) => repeat(() => namespace.set('user', 'ada')),
  run: (namespace) => repeat(() => namespace.run(nothing)),
  'bind, call': (namespace) => repeat(() => namespace.bind(nothing)()),
  await: async () => {
    for await (const _ of values());
  },
}
