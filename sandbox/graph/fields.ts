/** `fields=a,b{c,d}` as names; undefined when the parameter is not there. What stands in braces is not read. */
export const readFields = (value: unknown): string[] | undefined => {
  if (typeof value !== 'string' || value.trim() === '') return undefined
  return value
    .replace(/\{[^}]*\}|\.limit\(\d+\)/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** An object's wanted fields, with its id always, as the Graph API answers. */
export const pickFields = (
  all: Record<string, unknown>,
  wanted: string[] | undefined,
  usual: readonly string[],
): Record<string, unknown> => {
  const picked: Record<string, unknown> = {}
  for (const name of wanted ?? usual) if (all[name] !== undefined) picked[name] = all[name]
  picked['id'] = all['id']
  return picked
}
