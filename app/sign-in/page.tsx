export default function SignInPage() {
  return <h1>Sign in to Granary</h1>
}
