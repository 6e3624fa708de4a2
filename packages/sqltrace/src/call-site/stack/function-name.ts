/** A frame's class and function, such as `CourseRepository.findBySlug`, as far as V8 knows them. */
export function functionName(frame: NodeJS.CallSite): string | undefined {
  const name = frame.getFunctionName()
  if (!name) return undefined
  const type = frame.isToplevel() || frame.isAsync() ? null : frame.getTypeName()
  const isQualified = !type || type === 'Object' || name.startsWith(`${type}.`)
  return isQualified ? name : `${type}.${name}`
}
