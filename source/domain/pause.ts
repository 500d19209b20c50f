/**
 * Why the program waits. `request-limit`: by our own count it is used up; `portal-asks`: the portal has refused a request. `in-flight`: what a process that died may have under way lands within a minute; `paused`: by the
 * administrator.
 */
export type PauseWhy =
  | 'request-limit'
  | 'portal-asks'
  | 'execution-time'
  | 'portal-busy'
  | 'unreachable'
  | 'own-pace'
  | 'in-flight'
  | 'paused';
