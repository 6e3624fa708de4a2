import { expect, test } from 'vitest'
import { isLibraryCall } from './is-library-call.js'

/** The call is at the mark. */
function isLibrary(marked: string, depth: number): boolean {
  const [before = '', after = ''] = marked.split('▶')
  return isLibraryCall({ before, after }, depth)
}

test.each([
  ['let{rows:t}=await this.#e.executor.▶executeQuery(e);', 0],
  ['return r.▶executeQuery(this.#n(r))', 0],
  ['return this.getExecutor().▶executeQuery(e)', 0],
  ['async*stream(e){let t=this.#e.executor.▶stream(n,e)', 0],
  ['await this.#e.executor.▶provideConnection(async e=>{', 0],
  ['let[e]=await this.▶execute();return e', 1],
  ['let e=await this.▶executeTakeFirst();if(e===void 0)throw', 1],
  ['await this.#t.▶beginTransaction(e,t)', 1],
  ['await this.#t.▶savepoint?.(e,t)', 1],
  ['async execute(){return await this.#e.▶provideConnection(e)', 1],
  ['async execute(){return await this.▶#e()}', 1],
  ['let e=await ▶Qt(this.#e.executor)', 1],
  ['let e=await ▶Qt(n(this,r).executor)', 1],
])("Kysely's own call: %s", (marked, depth) => {
  expect(isLibrary(marked, depth)).toBe(true)
})

test.each([
  ['await e.selectFrom("a").selectAll().▶execute()', 0],
  ['await e.selectFrom("a").selectAll().▶execute()', 1],
  ['await e.▶executeQuery(t)', 1],
  ['await e.getExecutor().▶executeQuery(t)', 0],
  ['await n.▶query("select 1")', 0],
  ['for await(let n of ▶t.stream())', 1],
  ['await handler.▶execute(command)', 1],
  ['await e.getExecutor().▶provideConnection(t)', 0],
  ['async load(){return await this.▶#e()}', 1],
])('a call by the app: %s', (marked, depth) => {
  expect(isLibrary(marked, depth)).toBe(false)
})
