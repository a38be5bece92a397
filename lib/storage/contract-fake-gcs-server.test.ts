import { describeContract } from './contract-suite'

await describeContract('Google Cloud Storage on fake-gcs-server')
