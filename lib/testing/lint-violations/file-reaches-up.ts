export { startProduct } from '../product'
