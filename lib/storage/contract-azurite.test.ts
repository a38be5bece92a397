import { describeContract } from './contract-suite'

await describeContract('Azure on Azurite')
