// Loaded before the app. Standard input is a pipe that closes when the parent ends, however it ends.
process.stdin.resume().on('end', () => process.exit())
