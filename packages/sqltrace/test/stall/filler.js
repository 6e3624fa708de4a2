/** Replaced in the bundle with code of the requested size. */
export const fillers = []
