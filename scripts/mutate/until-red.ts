// Runs test files one after the other and ends at the first red test: a mutant that one test has killed needs no other.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

for (const file of process.argv.slice(2)) if (!(await isGreen(file))) process.exit(1)

async function isGreen(file: string): Promise<boolean> {
  const test = spawn(process.execPath, ['--test-reporter=tap', '--test-force-exit', file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<boolean>((resolve) => test.once('close', (code) => resolve(code === 0)))
  for await (const line of createInterface(test.stdout)) {
    if (!/^\s*not ok /.test(line)) continue
    console.log(`${file}: ${line.trim()}`)
    test.kill('SIGKILL')
  }
  return ended
}
