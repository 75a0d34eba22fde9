declare module 'google-auth-library?real' {
  export * from 'google-auth-library';
}
