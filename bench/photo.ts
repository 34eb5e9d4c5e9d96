// P2: one rendition with session, sight and decryption, against the same bytes from bare Node after a look at the cookie, and from nginx without any.
import { mkdtempSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { closeDecoders, decodePhoto } from '../src/features/photos/pixels/decoder.ts'
import { phoneJpeg } from '../test/fixtures/make-photos.ts'
import { fillCircle } from './filling.ts'
import {
  compared,
  cpuOf,
  freePort,
  inTurn,
  measure,
  openBenchHouse,
  ratioOf,
  runAlone,
  startGenerator,
  startPart,
  type Bench,
  type Line,
} from './ground.ts'

const nginxProgram = '/usr/sbin/nginx'

export const photo: Bench = async ({ quick, rounds }) => {
  const clean = await decodePhoto(await phoneJpeg())
  closeDecoders()
  const house = await openBenchHouse()
  const generator = await startGenerator()
  const folder = mkdtempSync(join(tmpdir(), 'kitestring-bench-photo-'))
  try {
    const { cookies, tokens, photos } = await fillCircle(house, clean)
    const lines: Line[] = []
    for (const { name, bytes } of clean.renditions) {
      const file = join(folder, `${name}.webp`)
      writeFileSync(file, bytes)
      const bare = await startPart<string>('bare.ts', { kind: 'picture', tokens, file })
      const nginx = existsSync(nginxProgram) ? await startNginx(folder) : undefined
      const requests = quick ? 300 : 800
      const asking = { cookies, clients: 8, requests }
      const product = () =>
        measure(generator, { ...asking, url: house.url.href, paths: photos.map((id) => `/api/photos/${id}/${name}`) }, house.cpu)
      const byNode = () => measure(generator, { ...asking, url: bare.said, paths: ['/'] }, () => cpuOf(bare.pid))
      const work = `P2 ${name}, ${Math.round(bytes.length / 1024)} KB, CPU a request`
      await product()
      await byNode()
      const seen = await inTurn(rounds, byNode, product)
      if (seen.product.some((one) => one.failed > 0)) throw new Error('a photo was not answered')
      lines.push({
        ...compared(
          `${work}, against bare Node with a cookie`,
          'ms',
          ratioOf(seen, (one) => one.cpu),
          Infinity,
          '',
        ),
        met: undefined,
      })
      if (nginx) {
        const byNginx = () =>
          measure(generator, { ...asking, requests: requests * 10, url: nginx.url, paths: [`/${name}.webp`] }, () => cpuOf(nginx.pid))
        await byNginx()
        lines.push(
          compared(
            `${work}, against nginx`,
            'ms',
            ratioOf(await inTurn(rounds, byNginx, product), (one) => one.cpu),
            25,
          ),
        )
        await nginx.stop()
      }
      await bare.stop()
    }
    return lines
  } finally {
    await generator.stop()
    await house.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startNginx(folder: string): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const port = await freePort()
  const config = join(folder, 'nginx.conf')
  writeFileSync(
    config,
    `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log /dev/null; ${process.getuid?.() === 0 ? 'user root;' : ''} events {}
    http { access_log off; sendfile on; keepalive_requests 1000000; types { image/webp webp; } server { listen 127.0.0.1:${port}; root ${folder}; } }`,
  )
  const child = spawn(nginxProgram, ['-c', config], { stdio: 'ignore' })
  await pause(500)
  return {
    url: `http://127.0.0.1:${port}/`,
    pid: child.pid ?? 0,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

await runAlone(import.meta, photo)
