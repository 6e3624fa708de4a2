exports.deep = function deep(levels, run) {
  return levels > 0 ? deep(levels - 1, run) : run()
}

exports.queryFor = (pool, text) => exports.deep(20, () => pool.query(text))
