declare module 'express-4' {
  export { default } from 'express'
}

declare module 'router-2.2' {
  import type { Router, RouterOptions } from 'express'
  const OldRouter: new (options?: RouterOptions) => Router
  export default OldRouter
}
