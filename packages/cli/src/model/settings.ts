/** Settings by name, limited to those this user may read. */
export interface Settings {
  readonly values: ReadonlyMap<string, string>
  readonly hasExtension: boolean
}
