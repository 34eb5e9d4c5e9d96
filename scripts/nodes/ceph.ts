// A whole Ceph of the smallest kind, for its S3 (radosgw): one monitor, one manager, one disk in a file. With signatures on, as stack.md's measurements had it.
import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3'
import { end, newPort, run, untilItListens } from './programs.ts'

export type Ceph = { endpoint: string; bucket: string; accessKey: string; secretKey: string; client: S3Client; stop(): Promise<void> }

export async function startCeph(parent: string): Promise<Ceph> {
  const folder = join(parent, 'ceph')
  for (const name of ['mon', 'osd', 'mgr', 'run', 'rgw', 'log']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
  const [id, port, mon, old] = [randomUUID(), await newPort(), await newPort(), await newPort()]
  const addresses = `[v2:127.0.0.1:${mon},v1:127.0.0.1:${old}]`
  const conf = join(folder, 'ceph.conf')
  writeFileSync(conf, confOf(folder, id, port, addresses))
  const admin = join(folder, 'client.admin.keyring')
  const monKeys = join(folder, 'mon.a.keyring')
  const all = ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *', '--cap', 'mgr', 'allow *']
  run('ceph-authtool', ['--create-keyring', admin, '--gen-key', '-n', 'client.admin', ...all])
  run('ceph-authtool', ['--create-keyring', monKeys, '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *'])
  run('ceph-authtool', [monKeys, '--import-keyring', admin])
  run('monmaptool', ['--create', '--addv', 'a', addresses, '--fsid', id, join(folder, 'monmap')])
  run('ceph-mon', ['--mkfs', '-i', 'a', '-c', conf, '--monmap', join(folder, 'monmap'), '--keyring', monKeys])
  const stop = async () => {
    for (const name of ['client.rgw', 'osd.0', 'mgr.x', 'mon.a']) {
      const file = readdirSync(join(folder, 'run')).find((one) => one === `${name}.pid`)
      if (file) await end(Number(readFileSync(join(folder, 'run', file), 'utf8')), 'SIGKILL')
    }
  }
  try {
    run('ceph-mon', ['-i', 'a', '-c', conf])
    const ceph = (...args: string[]) => run('ceph', ['-c', conf, '-n', 'client.admin', '-k', admin, '--connect-timeout', '30', ...args])
    const key = (name: string, ...caps: string[]) => ceph('auth', 'get-or-create', name, ...caps, '-o', join(folder, `${name}.keyring`))
    key('osd.0', 'mon', 'allow profile osd', 'mgr', 'allow profile osd', 'osd', 'allow *')
    key('mgr.x', 'mon', 'allow profile mgr', 'osd', 'allow *')
    key('client.rgw', 'mon', 'allow rw', 'osd', 'allow rwx', 'mgr', 'allow rw')
    const disk = randomUUID()
    ceph('osd', 'new', disk, '0')
    copyFileSync(join(folder, 'osd.0.keyring'), join(folder, 'osd/keyring'))
    run('ceph-osd', ['-i', '0', '-c', conf, '--mkfs', '--osd-uuid', disk])
    run('ceph-mgr', ['-i', 'x', '-c', conf])
    run('ceph-osd', ['-i', '0', '-c', conf])
    run('radosgw', ['-c', conf, '-n', 'client.rgw'])
    await untilItListens(port, 90)
    const [accessKey, secretKey, bucket] = ['testaccess', 'testsecret', 'kite']
    const keys = [`--access-key=${accessKey}`, `--secret-key=${secretKey}`]
    run('radosgw-admin', ['-c', conf, '-n', 'client.rgw', 'user', 'create', '--uid=kite', '--display-name=kite', ...keys])
    const endpoint = `http://127.0.0.1:${port}`
    const client = new S3Client({
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
    })
    await insist(() => client.send(new CreateBucketCommand({ Bucket: bucket })))
    // The hard case: what is deleted stays, unless its versions are deleted too.
    await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }))
    return { endpoint, bucket, accessKey, secretKey, client, stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

// The first words after a start may come before its pools are there.
async function insist(ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      return void (await ask())
    } catch (fault) {
      if (tries === 20) throw fault
      await pause(500)
    }
}

function confOf(folder: string, id: string, port: number, addresses: string): string {
  const global = {
    fsid: id,
    'mon host': addresses,
    'mon initial members': 'a',
    'public addr': '127.0.0.1',
    'cluster addr': '127.0.0.1',
    'auth cluster required': 'cephx',
    'auth service required': 'cephx',
    'auth client required': 'cephx',
    'auth allow insecure global id reclaim': 'false',
    keyring: `${folder}/$name.keyring`,
    'run dir': `${folder}/run`,
    'admin socket': `${folder}/run/$name.asok`,
    'log file': `${folder}/log/$name.log`,
    'pid file': `${folder}/run/$name.pid`,
    'osd pool default size': 1,
    'osd pool default min size': 1,
    'osd pool default pg num': 8,
    'osd pool default pgp num': 8,
    'osd crush chooseleaf type': 0,
    'mon allow pool size one': 'true',
    'bluestore block size': 4_294_967_296, // a sparse file
    'osd memory target': 939_524_096,
    'ms bind ipv6': 'false',
  }
  return [
    '[global]',
    ...Object.entries(global).map(([name, value]) => `${name} = ${value}`),
    ...[`[mon.a]\nmon data = ${folder}/mon`, `[osd.0]\nosd data = ${folder}/osd`, `[mgr.x]\nmgr data = ${folder}/mgr`],
    `[client.rgw]\nrgw frontends = beast endpoint=127.0.0.1:${port}\nrgw data = ${folder}/rgw\n`,
  ].join('\n')
}
