/** Options for `traced`. Every field is optional; an unknown or invalid one throws a `SqltraceError`. */
export interface TracedOptions {
  /** The tag `application`. Defaults to `OTEL_SERVICE_NAME`, or `service.name` in `OTEL_RESOURCE_ATTRIBUTES`. */
  application?: string | undefined
  /** The tag `version`: the deployed build. Defaults to `service.version` in `OTEL_RESOURCE_ATTRIBUTES`. */
  version?: string | undefined
  /** More constant tags for every statement. Defaults to none. */
  tags?: Readonly<Record<string, string>> | undefined
  /** Whether to trace at all; `SQLTRACE_DISABLED=true` in the environment always turns it off. Defaults to `true`. */
  enabled?: boolean | undefined
  /** The folder that file paths are relative to. Defaults to the project folder above the entry file. */
  root?: string | undefined
  /** How the calling line is chosen. */
  callSite?: CallSiteOptions | undefined
  /** Whether to find routes without middleware, where Node.js and the framework make it possible. Defaults to `true`. */
  http?: boolean | undefined
  /** Where the comment goes: `'end'`, `'keyword'` (after the first keyword), or `'auto'` (by length). Defaults to `'auto'`. */
  placement?: 'auto' | 'end' | 'keyword' | undefined
  /** How many bytes of a statement your consoles show; in longer statements `'auto'` puts the comment early. Defaults to 500. */
  visibleBytes?: number | undefined
  /** `'readable'` keeps `/` and `:` in values; `'strict'` follows the sqlcommenter specification to the letter. Defaults to `'readable'`. */
  encoding?: 'readable' | 'strict' | undefined
  /** Whether a sampled statement carries its own span's context as the tag `traceparent`. Defaults to `false`. */
  traceparent?: boolean | undefined
  /** Whether to record parameter values on the span. Defaults to `false`. */
  parameters?: boolean | undefined
  /** Whether this pool connects to the writer or to a reader; recorded on spans and used by advice. Defaults to neither. */
  role?: 'writer' | 'reader' | undefined
}

/** How the calling line is chosen. */
export interface CallSiteOptions {
  /** The app's own database helpers, whose callers are reported instead: files or folders relative to the root, such as `src/db` (with `*` and `**`), or RegExps. Defaults to none. */
  ignore?: readonly (string | RegExp)[] | undefined
}
