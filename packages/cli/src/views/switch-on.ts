/** The commands that change a setting. */
export function switchTo(setting: string, value: string): string {
  return `run "alter system set ${setting} = ${value}" and "select pg_reload_conf()"`
}
