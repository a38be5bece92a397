import { describeContract } from './contract-suite'

await describeContract('filesystem')
