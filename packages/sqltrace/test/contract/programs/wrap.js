import { traced } from 'sqltrace'

export const wrap = process.env.WRAP === 'traced' ? traced : (target) => target
