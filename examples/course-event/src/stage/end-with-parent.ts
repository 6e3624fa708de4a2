// Loaded before the app: its standard input is a pipe that closes when its parent ends, however it ends.
process.stdin.resume().on('end', () => process.exit())
