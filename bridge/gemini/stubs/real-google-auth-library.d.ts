declare module 'google-auth-library?real' {
  const library: typeof import('google-auth-library');
  export default library;
}
