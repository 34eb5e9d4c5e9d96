// The walls around the decoder: each way of starting it, strongest first. Which one holds here is found out by trying. T23
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'

export type Isolation = 'namespace' | 'permission-only'
export type Cage = { name: string; isolation: Isolation; command: string; args: string[] }

/** Nothing of the server's own environment goes in: it may hold passwords. */
export const CLEAN_ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }

/** The ways to run one of our files in isolation on this kind of machine. `code`: what of ours it may read besides. */
export function cagesFor(entry: string, code: readonly string[] = []): Cage[] {
  const read = [...codeOf(entry), ...code]
  const node = nodeCommand(entry, read)
  const shown = [process.execPath, ...read]
  const limits = 'ulimit -c 0; ulimit -f 0; ulimit -t 300; exec "$@"'
  const bare: Cage = { name: 'permissions', isolation: 'permission-only', command: '/bin/sh', args: ['-c', limits, 'sh', ...node] }
  if (process.platform !== 'linux') return [bare]
  const script = join(import.meta.dirname, 'cage.sh')
  const namespaces = ['--user', '--map-root-user', '--mount', '--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child']
  return [
    { name: 'unshare', isolation: 'namespace', command: 'unshare', args: [...namespaces, '/bin/sh', script, ...shown, '--', ...node] },
    { name: 'bubblewrap', isolation: 'namespace', command: 'bwrap', args: [...bubblewrap(shown), '/bin/sh', '-c', limits, 'sh', ...node] },
    bare,
  ]
}

function bubblewrap(shown: readonly string[]): string[] {
  const system = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/nix/store']
  const binds = [...system, ...shown].filter((path) => existsSync(path)).flatMap((path) => ['--ro-bind', path, path])
  return [
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--clearenv',
    '--cap-drop',
    'ALL',
    ...binds,
    '--proc',
    '/proc',
    '--chdir',
    '/',
  ]
}

// Node's own permission model is the inner wall everywhere: reads of code only, no writes, no child processes, no workers.
// Picture decoders are native code, which that wall does not bind: hence the outer ones.
function nodeCommand(entry: string, code: readonly string[]): string[] {
  const reads = code.map((path) => `--allow-fs-read=${path}`)
  return [process.execPath, '--permission', '--allow-addons', ...reads, '--max-old-space-size=128', '--no-warnings', entry]
}

function codeOf(entry: string): string[] {
  const require = createRequire(import.meta.url)
  const folder = import.meta.dirname
  const project = folder.slice(0, folder.lastIndexOf(join('src', 'features')))
  const packages = require.resolve('sharp').split(`${sep}sharp${sep}`)[0] ?? ''
  const ours = [folder, join(project, 'src', 'platform', 'refusal.ts'), join(project, 'package.json'), packages]
  return dirname(entry) === folder ? ours : [...ours, entry]
}
