"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.currentScope = currentScope;
exports.runInScope = runInScope;
exports.enterScope = enterScope;
const node_async_hooks_1 = require("node:async_hooks");
/** Process-wide state: both builds and every copy of the packages share it. */
const stateKey = Symbol.for('sqltrace/1');
const host = globalThis;
const state = (host[stateKey] ??= {});
const storage = (state.storage ??= new node_async_hooks_1.AsyncLocalStorage());
/** The scope of the running async context. */
function currentScope() {
    return storage.getStore();
}
/** Runs `fn` with `scope` as the scope of its async context. */
function runInScope(scope, fn) {
    return storage.run(scope, fn);
}
/** Makes `scope` the scope of the rest of the running async context. */
function enterScope(scope) {
    storage.enterWith(scope);
}
//# sourceMappingURL=storage.js.map