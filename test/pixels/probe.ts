// Stands in for the decoder in its cage and tries, once asked, everything that a decoder taken over by a hostile picture would try.
import { readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { connect, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { frameOf, frameReader } from '../../src/features/photos/pixels/frames.ts'

const answers = new Socket({ fd: 3, readable: false, writable: true })
process.stdin.on(
  'data',
  frameReader(1_000_000, ({ header }) => void attempt(header)),
)
process.stdin.on('end', () => process.exit(0))
send({ ready: true })

async function attempt(asked: unknown): Promise<void> {
  if (asked === null || typeof asked !== 'object' || !('secret' in asked) || !('port' in asked)) return
  const { secret, port } = asked
  send({
    readSecret: outcomeOf(() => readFileSync(String(secret))),
    readSecretByNativeCode: await sharp(String(secret))
      .metadata()
      .then(
        () => 'done',
        () => 'refused',
      ),
    readPasswords: outcomeOf(() => readFileSync('/etc/passwd')),
    writeFile: outcomeOf(() => writeFileSync(join(tmpdir(), 'kitestring-probe'), 'x')),
    startProcess: outcomeOf(() => {
      if (spawnSync('/bin/true').error) throw new Error('no')
    }),
    signalServer: outcomeOf(() => process.kill(Number('server' in asked ? asked.server : 0), 0)),
    connectToServer: await connectTo(Number(port)),
    // What the shell, macOS and libvips set by themselves is no secret.
    environment: Object.keys(process.env).filter(
      (name) => !['PATH', 'PWD', 'OLDPWD', 'SHLVL', '_', '__CF_USER_TEXT_ENCODING', 'VIPSHOME'].includes(name),
    ),
  })
}

function outcomeOf(act: () => unknown): 'done' | 'refused' {
  try {
    act()
    return 'done'
  } catch {
    return 'refused'
  }
}

function connectTo(port: number): Promise<'done' | 'refused'> {
  return new Promise((resolve) => {
    const line = connect(port, '127.0.0.1')
    line.on('connect', () => resolve('done'))
    line.on('error', () => resolve('refused'))
  })
}

function send(header: unknown): void {
  for (const part of frameOf(header)) answers.write(part)
}
