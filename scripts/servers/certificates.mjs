import { readFile, writeFile } from 'node:fs/promises'
import { run, temporaryFolder } from './processes.mjs'

/**
 * A certificate authority made on the spot and two certificates of it: one for 127.0.0.1, localhost and *.s3.localhost,
 * one for another host. Answers paths, and the authority's own certificate as PEM.
 */
export async function createCertificates() {
  const folder = await temporaryFolder('certificates')
  const authority = { certificate: `${folder}/ca.pem`, key: `${folder}/ca.key` }
  const subject = (name) => ['-subj', `/CN=${name}`, '-days', '2', '-nodes', '-newkey', 'rsa:2048']
  await run('openssl', [
    'req',
    '-x509',
    ...subject('Granary test authority'),
    '-keyout',
    authority.key,
    '-out',
    authority.certificate,
  ])
  return {
    ca: await readFile(authority.certificate, 'utf8'),
    local: await issue(folder, authority, 'local', 'DNS:localhost,DNS:s3.localhost,DNS:*.s3.localhost,IP:127.0.0.1'),
    foreign: await issue(folder, authority, 'foreign', 'DNS:storage.example'),
  }

  async function issue(folder, authority, name, names) {
    const paths = { certificate: `${folder}/${name}.pem`, key: `${folder}/${name}.key` }
    const [request, extension] = [`${folder}/${name}.csr`, `${folder}/${name}.ext`]
    await writeFile(extension, `subjectAltName=${names}\n`)
    await run('openssl', [
      'req',
      ...subject(name).filter((arg) => arg !== '-days' && arg !== '2'),
      '-keyout',
      paths.key,
      '-out',
      request,
    ])
    const signer = ['-CA', authority.certificate, '-CAkey', authority.key, '-CAcreateserial']
    await run('openssl', [
      'x509',
      '-req',
      '-in',
      request,
      ...signer,
      '-days',
      '2',
      '-extfile',
      extension,
      '-out',
      paths.certificate,
    ])
    return paths
  }
}
