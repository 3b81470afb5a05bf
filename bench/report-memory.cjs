// Loaded into a process before its program: when the process ends, writes the most memory that it held (in kilobytes) to
// file descriptor 3.
const { writeSync } = require('node:fs');

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
