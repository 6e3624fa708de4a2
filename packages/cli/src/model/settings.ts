/** The settings by name, as far as this user may read them. */
export interface Settings {
  readonly values: ReadonlyMap<string, string>
  readonly hasExtension: boolean
}
