/** Where the bundle is made, code of the size that is asked for stands here instead. */
export const fillers = []
