export * from './current-scope.js'
export * from './reserved-tags.js'
export * from './scope.js'
export * from './shared.js'
