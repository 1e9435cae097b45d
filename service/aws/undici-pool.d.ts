/**
 * The pool alone: undici's index loads fetch, WebSocket, caches and cookies as well, three times the start-up
 * time and memory of what is used here.
 */
declare module 'undici/lib/dispatcher/pool.js' {
  export { Pool as default } from 'undici';
}
