// Makes sure that all Kitestring needs is on this machine, and says in plain sentences what it does meanwhile.
// Runs on Node 20 or newer; everything else in the project runs on the Node this file brings.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants as files,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { constants, homedir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const ownFolder = ownPlace()

const nodeVersion = '24.21.0'
/** What the registry must deliver, byte for byte. */
const nodePackages = {
  'linux-x64': 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64': 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
}

/** Beside the project; where that is somebody else's to write to, as with an installed package, in the user's own cache. */
function ownPlace() {
  try {
    accessSync(root, files.W_OK)
    return join(root, '.kitestring')
  } catch {
    return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kitestring')
  }
}

/** Gives the path of a Node that is new enough, bringing it from the npm registry when the one at hand is not. */
export async function ensureNode() {
  if (isNewEnough(process.versions.node)) return process.execPath
  const machine = `${process.platform}-${process.arch}`
  const nodeIn = (folder) => join(folder, 'node', nodeVersion, 'node_modules', `node-${machine}`, 'bin', 'node')
  const brought = [join(root, '.kitestring'), ownFolder].map(nodeIn).find((path) => existsSync(path)) // by us, or by whoever installed this
  if (brought) return brought

  const integrity = nodePackages[machine]
  if (!integrity)
    giveUp(
      `Kitestring needs Node 24, and this is Node ${process.versions.node}. Install Node 24 from https://nodejs.org, then run the same command again.`,
    )
  await step(`Bringing Node ${nodeVersion}, because this machine's is ${process.versions.node}`, async () => {
    // Made beside its place and moved there whole, so two starts at once cannot disturb each other.
    const place = join(ownFolder, 'node', nodeVersion)
    const draft = `${place}.draft-${process.pid}`
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { recursive: true })
    const name = `node-${machine}`
    const manifest = { name: 'kitestring-node', private: true, dependencies: { [name]: nodeVersion } }
    writeFileSync(join(draft, 'package.json'), JSON.stringify(manifest))
    writeFileSync(
      join(draft, 'package-lock.json'),
      JSON.stringify({
        name: manifest.name,
        lockfileVersion: 3,
        requires: true,
        packages: { '': manifest, [`node_modules/${name}`]: { version: nodeVersion, integrity } },
      }),
    )
    await npmInstall(draft)
    if (!existsSync(nodeIn(ownFolder))) {
      rmSync(place, { recursive: true, force: true })
      renameSync(draft, place)
    }
    rmSync(draft, { recursive: true, force: true })
  })
  return nodeIn(ownFolder)
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

/** Installs the packages of package-lock.json unless exactly these are installed already. No install script runs. */
export async function ensureDependencies() {
  if (dependenciesAreThere()) return
  await alone('packages', async () => {
    if (dependenciesAreThere()) return
    await step('Installing the packages Kitestring is built from', () => npmInstall(root))
    if (!dependenciesAreThere())
      giveUp('package.json and package-lock.json do not fit together. Run "npm install", commit both, then run the same command again.')
  })
}

/** npm writes its own list last, so the list also tells a whole installation from a broken-off one. */
function dependenciesAreThere() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages
  if (!wanted) giveUp('package-lock.json is missing. Fetch the whole project again, then run the same command.')
  if (!installed) return false
  return Object.entries(wanted).every(
    ([path, { version, optional, peer }]) =>
      path === '' || installed[path]?.version === version || (!installed[path] && (optional || peer)),
  )
}

/**
 * Exactly what the lock file names, checked against its hashes. (`npm ci` would also ask for the packages of all other
 * systems, and refuses where a registry does not carry every one of them.) It runs on the Node that npm came with:
 * under another one, npm would not find this machine's own npm settings.
 */
async function npmInstall(folder) {
  const result = await run(
    'npm',
    ['install', `--prefix=${folder}`, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: folder,
    },
  )
  if (result.exitCode === 0) return
  rmSync(join(folder, 'node_modules', '.package-lock.json'), { force: true })
  giveUp(
    'npm could not install everything; its reason stands above. Look whether this machine reaches the internet and has free disk space, then run the same command again.',
    result.text,
  )
}

/** Builds the web app unless the built one comes from exactly these sources. */
export async function ensureWeb(node) {
  if (webIsFresh()) return
  await alone('web', async () => {
    if (webIsFresh()) return
    await step('Building the web app', async () => {
      const result = await run(node, [join(root, 'scripts', 'build.mjs')], { cwd: root, env: environmentWith(node) })
      if (result.exitCode !== 0) giveUp('The web app could not be built. What the builder said stands above.', result.text)
    })
  })
}

const webStamp = join(root, 'dist', '.stamp')

function webIsFresh() {
  return existsSync(webStamp) && readFileSync(webStamp, 'utf8') === webSources()
}

export function stampWeb() {
  writeFileSync(webStamp, webSources())
}

/** One hash over everything the web app is made of. Tests and SQL are no part of it. */
function webSources() {
  const hash = createHash('sha256')
  const configs = ['vite.config.ts', 'lingui.config.ts', 'tsconfig.json', 'package-lock.json'].map((name) => join(root, name))
  const files = ['src', 'public'].flatMap((name) => filesBelow(join(root, name)))
  for (const file of [...configs, ...files]) {
    if (!existsSync(file) || /\.(test|journey)\.tsx?$|\.sql$/.test(file)) continue
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

/** Gives the path of a Chromium for the browser journeys, installing Debian's where that is allowed. */
export async function ensureChromium() {
  const found = findChromium()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await step('Installing Chromium for the browser tests', async () => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      await run('apt-get', ['update', '-qq'], { env })
      const result = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env })
      if (result.exitCode !== 0)
        giveUp('Chromium could not be installed. Install it yourself, then run the same command again.', result.text)
    })
  }
  return (
    findChromium() ??
    giveUp(
      'The browser tests need Chromium: install it (on Debian: "sudo apt-get install chromium"), or set KITESTRING_CHROMIUM to the path of one.',
    )
  )
}

function findChromium() {
  const named = process.env.KITESTRING_CHROMIUM
  if (named && !existsSync(named)) giveUp(`KITESTRING_CHROMIUM names ${named}, and nothing is there. Correct it, or unset it.`)
  return [
    named,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].find((path) => path && existsSync(path))
}

/** Hands over to a program of the project: its screen, its signals and its exit code become ours. */
export async function becomeNode(node, args, env = {}, folder = root) {
  const child = spawn(node, args, { cwd: folder, stdio: 'inherit', env: { ...environmentWith(node), ...env } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  })
}

/**
 * The brought Node comes first on the path, so that npm and the tools run on it too. What it compiled once it keeps beside itself:
 * every process is then lighter by the 20 MB that reading TypeScript takes, and quicker to start.
 */
export function environmentWith(node) {
  return {
    ...process.env,
    PATH: [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    NODE_COMPILE_CACHE: join(ownFolder, 'compiled'),
  }
}

let progress = process.stdout

/** For `--json`: standard output then carries the answer and nothing else. */
export function sayOnStandardError() {
  progress = process.stderr
}

export function say(sentence) {
  progress.write(`${sentence}\n`)
}

/** Stops with what went wrong and what to do next. */
export function giveUp(sentence, details = '') {
  if (details.trim()) process.stderr.write(`\n${details.trim().split('\n').slice(-30).join('\n')}\n`)
  process.stderr.write(`\n${sentence}\n`)
  process.exit(1)
}

/** One line per step; a dot every five seconds shows that it still works. */
async function step(sentence, work) {
  const began = Date.now()
  progress.write(`${sentence} …`)
  const dots = setInterval(() => progress.write('.'), 5_000)
  try {
    await work()
  } finally {
    clearInterval(dots)
  }
  progress.write(` ${Math.max(1, Math.round((Date.now() - began) / 1000))} s\n`)
}

function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
    })
    child.stderr.on('data', (chunk) => {
      text += chunk
    })
    child.once('error', (error) => resolve({ exitCode: 1, text: `${command}: ${error.message}` }))
    child.once('close', (exitCode) => resolve({ exitCode, text }))
  })
}

/** Lets one process at a time do the work; the others wait for it. A lock whose maker is gone counts for nothing. */
async function alone(name, work) {
  const lock = join(ownFolder, `${name}.lock`)
  mkdirSync(ownFolder, { recursive: true })
  let told = false
  while (!takeLock(lock)) {
    if (!told) say('Another Kitestring command is doing the same just now: waiting for it.')
    told = true
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const release = () => rmSync(lock, { force: true })
  process.once('exit', release)
  try {
    await work()
  } finally {
    release()
    process.removeListener('exit', release)
  }
}

function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
    if (holder && !isAlive(holder)) rmSync(lock, { force: true })
    return false
  }
}

function isAlive(pid) {
  return spawnSync('kill', ['-0', String(pid)], { stdio: 'ignore' }).status === 0
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
