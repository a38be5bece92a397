import type { Preset, ResourceValue } from './resource-type'

const whole = (text: string | undefined) => text?.trim() ?? ''

/** All that a platform decides, so that nothing stays of the one that was chosen before. */
function filled(values: { endPoint: string; region: string; pathStyle: boolean }): ResourceValue {
  return { ...values, useSSL: true, port: undefined }
}

/** The host depends on what was asked for; there is none until it is known. */
const hosted = (input: string | undefined, host: (input: string) => string) => (whole(input) ? host(whole(input)) : '')

const ownServer = {
  inputs: [],
  fill: () => filled({ endPoint: '', region: 'us-east-1', pathStyle: true }),
}

/** Platforms whose buckets people bring, and where each of them shows what the form asks for. */
export const s3Presets: Preset[] = [
  {
    name: 'aws',
    label: 'Amazon S3',
    inputs: [],
    fill: () => filled({ endPoint: '', region: 'us-east-1', pathStyle: false }),
    where: {
      bucket: 'S3 console, General purpose buckets: the column Name.',
      region: 'S3 console, General purpose buckets: the column AWS Region, without the words before it.',
      endPoint: 'Leave it empty: Amazon S3 is found by its region.',
      accessKey:
        'IAM console, Users, a user, Security credentials, Create access key. Only superadmins may leave both keys empty, for this server’s own AWS identity.',
      secretKey: 'Shown once, together with the access key that it belongs to.',
    },
  },
  {
    name: 'r2',
    label: 'Cloudflare R2',
    inputs: [
      {
        name: 'account',
        label: 'Account ID',
        placeholder: '4f2a…',
        where: 'Cloudflare dashboard, R2 Object Storage, Overview: under Account details.',
      },
    ],
    fill: ({ account }) =>
      filled({
        endPoint: hosted(account, (id) => `${id}.r2.cloudflarestorage.com`),
        region: 'auto',
        pathStyle: true,
      }),
    where: {
      bucket: 'Cloudflare dashboard, R2 Object Storage, Overview: the list of buckets.',
      region: 'Always auto.',
      endPoint: 'Made from the account ID; also in the bucket under Settings, S3 API, without the bucket at its end.',
      accessKey: 'R2 Object Storage, Manage API tokens, Create API token: Access Key ID.',
      secretKey: 'Shown once, together with the Access Key ID: Secret Access Key.',
    },
  },
  {
    name: 'minio',
    label: 'MinIO',
    ...ownServer,
    where: {
      bucket: 'MinIO console, Object Browser: the name of the bucket.',
      region: 'us-east-1 unless the server was started with MINIO_SITE_REGION.',
      endPoint: 'Host and port of the S3 API, usually 9000. The console has another port, usually 9001.',
      accessKey: 'MinIO console, Access Keys, Create access key.',
      secretKey: 'Shown once, together with the access key.',
      useSSL: 'On when the address of the S3 API begins with https://.',
    },
  },
  {
    name: 'b2',
    label: 'Backblaze B2',
    inputs: [
      {
        name: 'region',
        label: 'Region of the bucket',
        placeholder: 'us-west-004',
        where: 'Buckets: the part of the endpoint between s3. and .backblazeb2.com.',
      },
    ],
    fill: ({ region }) =>
      filled({
        endPoint: hosted(region, (name) => `s3.${name}.backblazeb2.com`),
        region: whole(region),
        pathStyle: false,
      }),
    where: {
      bucket: 'Backblaze, B2 Cloud Storage, Buckets: the name of the bucket.',
      region: 'The second part of the endpoint, such as us-west-004.',
      endPoint: 'Backblaze, Buckets: Endpoint, in the box of the bucket.',
      accessKey: 'Backblaze, Application Keys, Add a New Application Key: keyID. The master key does not work here.',
      secretKey: 'Shown once, together with the keyID: applicationKey.',
    },
  },
  {
    name: 'wasabi',
    label: 'Wasabi',
    inputs: [
      {
        name: 'region',
        label: 'Region of the bucket',
        placeholder: 'eu-central-1',
        where: 'Wasabi console, Buckets: the column Region.',
      },
    ],
    fill: ({ region }) =>
      filled({
        endPoint: hosted(region, (name) => `s3.${name}.wasabisys.com`),
        region: whole(region),
        pathStyle: false,
      }),
    where: {
      bucket: 'Wasabi console, Buckets: the name of the bucket.',
      region: 'Wasabi console, Buckets: the column Region, the short name in brackets.',
      endPoint: 'Made from the region: s3.<region>.wasabisys.com.',
      accessKey: 'Wasabi console, Access Keys, Create Access Key.',
      secretKey: 'Shown once, together with the access key.',
    },
  },
  {
    name: 'hetzner',
    label: 'Hetzner',
    inputs: [
      {
        name: 'location',
        label: 'Location',
        placeholder: 'fsn1',
        where: 'Hetzner console, Object Storage, Buckets: fsn1, nbg1 or hel1.',
      },
    ],
    fill: ({ location }) =>
      filled({
        endPoint: hosted(location, (name) => `${name}.your-objectstorage.com`),
        region: whole(location),
        pathStyle: false,
      }),
    where: {
      bucket: 'Hetzner console, Object Storage, Buckets: the name of the bucket.',
      region: 'The location of the bucket: fsn1, nbg1 or hel1.',
      endPoint: 'Made from the location; also in the bucket under Overview, URL, without the bucket before it.',
      accessKey: 'Hetzner console, Security, S3 credentials, Generate credentials.',
      secretKey: 'Shown once, together with the access key.',
    },
  },
  {
    name: 'ceph',
    label: 'Ceph',
    ...ownServer,
    where: {
      bucket: 'radosgw-admin bucket list, or the Ceph dashboard, Object Gateway, Buckets.',
      region: 'The name of the zone group; us-east-1 or default where there is only one.',
      endPoint: 'Host and port of the RADOS gateway: ceph dashboard, Object Gateway, Gateways.',
      accessKey: 'radosgw-admin user info --uid=<user>: keys, access_key.',
      secretKey: 'radosgw-admin user info --uid=<user>: keys, secret_key.',
      useSSL: 'On when the gateway listens with ssl_port.',
    },
  },
]
