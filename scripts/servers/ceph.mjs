import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureDebianPackages } from './packages.mjs'
import { freePort, launch, run, temporaryFolder, waitForPort } from './processes.mjs'

const PACKAGES = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-common']
const PROGRAMS = ['radosgw', 'radosgw-admin', 'ceph-mon', 'ceph-osd', 'ceph', 'monmaptool']
/** Ceph keeps its data in memory here: enough for an object of 5 GiB where the machine has plenty. */
export const MEMORY_IS_PLENTY = totalmem() >= 16 * 1024 ** 3
const DATA_BYTES = (MEMORY_IS_PLENTY ? 8 : 4) * 1024 ** 3
const RGW_NAME = 'client.rgw.a'
/** 16 characters, with which the gateway encrypts the temporary credentials that it gives out. */
const STS_KEY = 'granary-test-sts'

/** Says whether Ceph can be started here, after trying to install it. */
export function ensureCeph() {
  return ensureDebianPackages(PACKAGES, PROGRAMS)
}

/** The same with a gateway that gives out roles; such a one tells wrong keys from each other no more. */
export function startCephWithRoles() {
  return startCeph({ roles: true })
}

/** A Ceph cluster of one monitor, one storage daemon that keeps its data in memory, and one S3 gateway, all on 127.0.0.1. */
export async function startCeph({ roles = false } = {}) {
  const folder = await temporaryFolder('ceph')
  const [monPort, port] = [await freePort(), await freePort()]
  const config = `${folder}/ceph.conf`
  const fsid = randomUUID()
  for (const name of ['mon', 'osd', 'run', 'log']) await mkdir(`${folder}/${name}`)
  await writeFile(config, cephConfig({ folder, fsid, monPort, port, roles }))
  const daemon = (program, args, options) =>
    launch({ command: program, args: ['-c', config, ...args, '-f'], log: `${folder}/log/${program}.out`, ...options })

  const mon = await startMonitor({ folder, config, fsid, monPort, daemon })
  const osd = await startStorage({ config, daemon })
  for (const user of ['main', 'alt']) await createUser(config, user)
  // RGW 16 is known to abort on rare requests; a crash should fail one test, not all that follow.
  const rgw = await daemon('radosgw', ['-n', RGW_NAME], { restart: true })
  await waitForPort(port, rgw, `${folder}/log/radosgw.out`)
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    virtualHostDomain: 's3.localhost',
    region: 'us-east-1',
    accessKey: 'AKMAIN',
    secretKey: 'SKMAIN',
    otherAccessKey: 'AKALT',
    otherSecretKey: 'SKALT',
    stop: async () => {
      for (const server of [rgw, osd, mon]) await server.stop()
    },
  }
}

async function startMonitor({ folder, config, fsid, monPort, daemon }) {
  const map = `${folder}/monmap`
  await run('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', `[v2:127.0.0.1:${monPort}/0]`, map])
  await run('ceph-mon', ['-c', config, '-i', 'a', '--mkfs', '--monmap', map])
  return daemon('ceph-mon', ['-i', 'a'])
}

async function startStorage({ config, daemon }) {
  const ceph = (...args) => run('ceph', ['-c', config, '--connect-timeout', '20', ...args])
  const uuid = randomUUID()
  await ceph('osd', 'new', uuid)
  await run('ceph-osd', ['-c', config, '-i', '0', '--mkfs', '--osd-uuid', uuid])
  // Without a place in the map every placement group stays inactive.
  await ceph('osd', 'crush', 'add', 'osd.0', '1.0', 'root=default', 'host=h')
  const osd = await daemon('ceph-osd', ['-i', '0'])
  for (let i = 0; i < 100 && !(await ceph('osd', 'stat')).includes('1 up'); i++) await sleep(200)
  return osd
}

function createUser(config, user) {
  const suffix = user.toUpperCase()
  const keys = [`--access-key=AK${suffix}`, `--secret-key=SK${suffix}`]
  const args = ['-c', config, '-n', RGW_NAME, 'user', 'create', `--uid=${user}`, `--display-name=${user}`, ...keys]
  // What tests of temporary credentials need: to make roles, and to name whose tokens count.
  return run('radosgw-admin', user === 'main' ? [...args, '--caps=roles=*;oidc-provider=*'] : args)
}

function cephConfig({ folder, fsid, monPort, port, roles }) {
  // cluster_addr: without it the storage daemon listens on all addresses. ms_mon_client_mode: with its default the
  // gateway waits for ever when cephx is off. The paxos settings cut the start from 13 s to 2 s. tcp_nodelay: without it
  // each answer in XML takes 45 ms longer.
  return `[global]
fsid = ${fsid}
mon_host = [v2:127.0.0.1:${monPort}/0]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
osd_pool_default_size = 1
osd_pool_default_min_size = 1
mon_allow_pool_size_one = true
osd_pool_default_pg_autoscale_mode = off
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_crush_chooseleaf_type = 0
osd_objectstore = memstore
memstore_device_bytes = ${DATA_BYTES}
mon_data_avail_crit = 1
mon_data_avail_warn = 2
paxos_propose_interval = 0.05
paxos_min_wait = 0.01
run_dir = ${folder}/run
admin_socket = ${folder}/run/$name.asok
pid_file = ${folder}/run/$name.pid
log_file = ${folder}/log/$name.log
[mon]
mon_data = ${folder}/mon
[osd]
osd_data = ${folder}/osd
osd_memory_target = 939524096
osd_max_object_name_len = 2048
osd_class_load_list = *
osd_class_default_list = *
[${RGW_NAME}]
ms_mon_client_mode = crc
keyring =
rgw_frontends = beast endpoint=127.0.0.1:${port} tcp_nodelay=1
rgw_dns_name = s3.localhost
rgw_rados_pool_pg_num_min = 1
rgw_thread_pool_size = 64
${roles ? `rgw_s3_auth_use_sts = true\nrgw_sts_key = ${STS_KEY}\n` : ''}`
}
