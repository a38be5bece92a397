import type { DiagnosisCause } from '@/lib/storage/diagnosis'

/** What to do about a cause, as a sentence. Total, so that no failure goes without advice. */
export const remedies: Record<DiagnosisCause, string> = {
  invalid_settings: 'Open the resource and correct the field.',
  dns: 'Check the spelling of the endpoint. If it is a name of your own network, this machine must be able to look it up.',
  blocked_address:
    'Use a public endpoint, or ask whoever runs this server to permit the host with ALLOW_PRIVATE_ENDPOINTS.',
  refused: 'Check the port of the endpoint, and that the server is running and reachable from this machine.',
  unreachable: 'Check the network and the firewall between this machine and the endpoint.',
  timeout: 'Check the port and the firewall between this machine and the endpoint, then look again.',
  closed: 'Check that the endpoint is the S3 API itself and that no proxy in between closes connections.',
  tls_certificate:
    'Use the host name that the certificate was made for. For an authority of your own, put its certificate into the resource.',
  tls_expected: 'Turn SSL on in the resource.',
  plain_expected: 'Use the port that speaks TLS. Turn SSL off only in a network that you trust.',
  role_refused: 'Change the trust policy of the role, or the role in the resource.',
  no_credentials: 'Enter an access key and a secret key in the resource.',
  unknown_key: 'Enter an access key that exists on this server, with its secret key. It may have been deleted.',
  wrong_secret: 'Enter the secret key again; copy it without spaces. If it is lost, make a new pair of keys.',
  expired_token: 'Enter new temporary credentials, or use a pair of keys that does not expire.',
  wrong_tenant: 'Check the tenant ID and the client ID in the resource.',
  clock_skew: 'Set the clock of this machine by a time server.',
  wrong_region: 'Set the region that the bucket lies in.',
  redirect: 'Enter the endpoint that the bucket is served from.',
  path_style: 'Turn path style on in the resource.',
  bucket_in_endpoint: 'Leave the bucket out of the endpoint.',
  missing_bucket: 'Check the name of the bucket, or create it on the server first.',
  no_list_permission: 'Give this key the right to list the bucket; the policy on this page has it.',
  no_read_permission: 'Give this key the right to read files; the policy on this page has it.',
  no_write_permission: 'Give this key the right to write files, or leave it: the storage is then read-only.',
  not_s3: 'Enter the address of the S3 API. Web consoles often have another port.',
  server_error: 'Look at the log of the storage server, then look again.',
}
