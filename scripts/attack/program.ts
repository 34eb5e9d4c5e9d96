// Programs of others that attack, where they are installed.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

export function isInstalled(program: string): boolean {
  return spawnSync('which', [program], { stdio: 'ignore' }).status === 0
}

/** `cut`: it had not ended when its time was over. */
export async function run(program: string, args: readonly string[], seconds: number): Promise<{ said: string; cut: boolean }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let cut = false
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const late = setTimeout(() => {
    cut = true
    child.kill('SIGKILL')
  }, seconds * 1000)
  await once(child, 'close')
  clearTimeout(late)
  return { said, cut }
}
