/**
 * What one async context knows. Immutable: a change is a new scope, so a sibling never sees it.
 * Other packages add their own part by declaration merging.
 */
export interface Scope {
    /** The HTTP request that is being answered. */
    readonly request?: RequestScope | undefined;
    /** Tags of `withTags`, outermost first merged. */
    readonly tags?: Readonly<Record<string, string>> | undefined;
    /** The active context of each cls namespace. */
    readonly namespaces?: ReadonlyMap<string, object> | undefined;
}
/** What a scope knows of its request: strings, never the request itself. */
export interface RequestScope {
    readonly id: number;
    readonly method: string | undefined;
    /** The route's pattern, `undefined` until the router has matched. */
    readonly route: string | undefined;
}
/** The scope of the running async context. */
export declare function currentScope(): Scope | undefined;
/** Runs `fn` with `scope` as the scope of its async context. */
export declare function runInScope<T>(scope: Scope | undefined, fn: () => T): T;
/** Makes `scope` the scope of the rest of the running async context. */
export declare function enterScope(scope: Scope | undefined): void;
//# sourceMappingURL=storage.d.ts.map