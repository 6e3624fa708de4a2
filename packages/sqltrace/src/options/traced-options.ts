/** What `traced` may be told. Every field is optional. */
export interface TracedOptions {
  /** The tag `application`. Defaults to `OTEL_SERVICE_NAME`, else `service.name` of `OTEL_RESOURCE_ATTRIBUTES`. */
  application?: string | undefined
  /** The tag `version`, the deployed build. Defaults to `service.version` of `OTEL_RESOURCE_ATTRIBUTES`. */
  version?: string | undefined
  /** More constant tags, on every statement. Defaults to none. */
  tags?: Readonly<Record<string, string>> | undefined
  /** Whether to trace at all. Defaults to `true`; to `false` where `SQLTRACE_DISABLED=true` stands in the environment. */
  enabled?: boolean | undefined
  /** The folder that paths are relative to. Defaults to the project's folder above the entry file. */
  root?: string | undefined
  /** How the calling line is chosen. */
  callSite?: CallSiteOptions | undefined
  /** Whether to find routes without a middleware where Node tells them. Defaults to `true`. */
  http?: boolean | undefined
  /** Where the comment goes: at the `end`, after the first `keyword`, or by length. Defaults to `'auto'`. */
  placement?: 'auto' | 'end' | 'keyword' | undefined
  /** How many bytes of a statement the consoles show: above it `auto` puts the comment early. Defaults to 500. */
  visibleBytes?: number | undefined
  /** `readable` keeps `/` and `:`; `strict` is the sqlcommenter specification to the letter. Defaults to `'readable'`. */
  encoding?: 'readable' | 'strict' | undefined
  /** Whether a sampled statement carries its own span as the tag `traceparent`. Defaults to `false`. */
  traceparent?: boolean | undefined
  /** Whether parameter values are put on the span. Defaults to `false`. */
  parameters?: boolean | undefined
  /** Whether this pool speaks to the writer or to a reader; stands on spans. Defaults to neither. */
  role?: 'writer' | 'reader' | undefined
}

/** How the calling line is chosen. */
export interface CallSiteOptions {
  /** Paths of the app's own database helpers, whose caller counts instead: a file or folder from the root such as `src/db` (with `*` and `**`), or a RegExp. Defaults to none. */
  ignore?: readonly (string | RegExp)[] | undefined
}
