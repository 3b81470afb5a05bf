/** A module bundled by itself, as text: the code of a worker. */
declare module '*?inline' {
  const code: string;
  export default code;
}

declare module '*.css';
