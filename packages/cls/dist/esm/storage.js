import { AsyncLocalStorage } from 'node:async_hooks';
/** Process-wide state: both builds and every copy of the packages share it. */
const stateKey = Symbol.for('sqltrace/1');
const host = globalThis;
const state = (host[stateKey] ??= {});
const storage = (state.storage ??= new AsyncLocalStorage());
/** The scope of the running async context. */
export function currentScope() {
    return storage.getStore();
}
/** Runs `fn` with `scope` as the scope of its async context. */
export function runInScope(scope, fn) {
    return storage.run(scope, fn);
}
/** Makes `scope` the scope of the rest of the running async context. */
export function enterScope(scope) {
    storage.enterWith(scope);
}
//# sourceMappingURL=storage.js.map