/**
 * Why the program waits. `in-flight`: what a process that died may have under way lands within a minute; `paused`: by the
 * administrator.
 */
export type PauseWhy =
  | 'request-limit'
  | 'execution-time'
  | 'portal-busy'
  | 'unreachable'
  | 'own-pace'
  | 'in-flight'
  | 'paused';
