/** The priority of what serves: an operator sits at another machine, which is not busy. */
export const behindTheOperator = 5
