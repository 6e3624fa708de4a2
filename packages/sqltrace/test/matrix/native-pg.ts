import { createRequire } from 'node:module'

const { native } = createRequire(import.meta.url)('pg')

export default native
