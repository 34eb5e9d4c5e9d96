// What is packed, and what the container, compose and systemd files name, is what there is. They cannot be run on the machine that tests; their names can be held to ours.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { commands, parts } from '../scripts/commands.mjs'
import { settings } from '../src/platform/config.ts'

const root = join(import.meta.dirname, '..')
const text = (path: string) => readFileSync(join(root, path), 'utf8')
const files = readdirSync(join(root, 'packaging')).map((name) => `packaging/${name}`)
const known: readonly string[] = Object.keys(settings)

describe('what an operator installs', () => {
  it('each command of the package is a program here, and the same word for npm', () => {
    const { bin, scripts } = JSON.parse(text('package.json'))
    assert.ok(existsSync(join(root, bin.kitestring)))
    for (const name of [...Object.keys(commands), ...parts]) assert.ok(existsSync(join(root, `src/apps/${name}.ts`)), name)
    for (const name of Object.keys(commands)) assert.equal(scripts[name], `node scripts/${name}.mjs`)
  })

  it('SEC-5 each dependency is one exact version, known by its hash, from the registry, and runs nothing when it is installed', () => {
    const { dependencies, devDependencies = {}, optionalDependencies = {} } = JSON.parse(text('package.json'))
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }))
      assert.match(String(version), /^\d+\.\d+\.\d+(-[\w.-]+)?$/, name)
    const { packages } = JSON.parse(text('package-lock.json')) as { packages: Record<string, { integrity?: string; resolved?: string }> }
    const all = Object.entries(packages).filter(([path]) => path !== '')
    assert.ok(all.length > 300)
    for (const [path, { integrity, resolved }] of all) {
      assert.match(integrity ?? '', /^sha512-[\w+/]{86}==$/, path)
      assert.match(resolved ?? 'https://registry.npmjs.org/', /^https:\/\/registry\.npmjs\.org\//, path)
    }
    for (const line of ['save-exact=true', 'ignore-scripts=true']) assert.ok(text('.npmrc').split('\n').includes(line), line)
    assert.match(text('scripts/pack.mjs'), /'sbom', '--sbom-format=cyclonedx'/)
  })

  it('every command, setting and file that they name exists', () => {
    for (const path of [...files, 'docs/operating.md']) {
      for (const [, name = ''] of text(path).matchAll(/(?:npx|bin\/|exec kitestring) ?kitestring ([a-z]+)/g))
        assert.ok(Object.hasOwn(commands, name) || name === 'prepare', `${path}: kitestring ${name}`)
      for (const [name] of text(path).matchAll(/\bKITESTRING_[A-Z_]+\b/g)) assert.ok(known.includes(name), `${path}: ${name}`)
      for (const [name] of text(path).matchAll(/\bpackaging\/[\w./-]+\w/g))
        assert.ok(existsSync(join(root, name)) || name === 'packaging/kitestring.env', `${path}: ${name}`)
    }
  })

  it('the values to begin with are settings, each in a line that systemd and compose read alike', () => {
    for (const line of text('packaging/kitestring.env.example').split('\n').filter(Boolean)) {
      if (/^# /.test(line)) continue
      const name = /^#?([A-Z_]+)=[^\s"'][^"']*$/.exec(line)?.[1] ?? ''
      assert.ok(known.includes(name), line)
    }
  })

  it('both are asked whether they are ready on the port that is watched', () => {
    const port = /KITESTRING_WATCH_PORT=(\d+)/
    for (const path of ['packaging/Containerfile', 'packaging/compose.yaml']) assert.match(text(path), /127\.0\.0\.1:8429\/ready/)
    for (const path of ['packaging/Containerfile', 'packaging/kitestring.service']) assert.equal(port.exec(text(path))?.[1], '8429')
    assert.match(text('packaging/Caddyfile'), /reverse_proxy 127\.0\.0\.1:8420/)
  })

  it('SEC-7 the container is nobody special: no root, no rights, nothing of its own writable', () => {
    assert.match(text('packaging/Containerfile'), /^USER node$/m)
    const compose = text('packaging/compose.yaml')
    for (const line of ['read_only: true', '- ALL', '- no-new-privileges:true', 'user: "1000:1000"', 'network_mode: host'])
      assert.ok(
        compose.split('\n').some((one) => one.trim() === line),
        line,
      )
    assert.doesNotMatch(compose, /privileged|cap_add|docker\.sock|seccomp|apparmor/)
  })

  it('T23 what systemd takes away is all but the namespaces of the decoder’s cage', () => {
    const unit = text('packaging/kitestring.service')
    const given = Object.fromEntries([...unit.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]))
    assert.equal(given['RestrictNamespaces'], 'user mnt net pid ipc uts')
    assert.deepEqual(
      [given['NoNewPrivileges'], given['CapabilityBoundingSet'], given['ProtectSystem'], given['User']],
      ['yes', '', 'strict', 'kitestring'],
    )
    for (const name of ['ProtectKernelTunables', 'ProtectKernelLogs', 'ProtectProc', 'ProcSubset']) assert.ok(!(name in given), name)
    assert.match(given['ExecStart'] ?? '', /^\/opt\/kitestring\/node_modules\/\.bin\/kitestring start$/)
  })
})
