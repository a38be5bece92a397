import { describeContract } from './contract-suite'

await describeContract('S3 on Ceph RGW')
