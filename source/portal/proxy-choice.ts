/** Variables that name a proxy, as every program on a machine reads them. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a portal at this origin: HTTPS_PROXY, else ALL_PROXY (HTTP_PROXY for `http:`, which only a portal on this
 * machine has), in small letters or capitals, unless NO_PROXY names the host. A proxy without a scheme speaks `http:`.
 *
 * @returns undefined where the portal is reached directly; `unreadable` for a variable that names no proxy
 */
export function proxyFor(origin: string, env: ProxyEnvironment): URL | 'unreadable' | undefined {
  const {protocol, hostname, port} = new URL(origin);
  const own = protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const named = valueOf(env, own) || valueOf(env, 'all_proxy');
  if (named === '') return undefined;
  if (isExcepted(hostname, port || (protocol === 'https:' ? '443' : '80'), valueOf(env, 'no_proxy'))) return undefined;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(named) ? named : `http://${named}`;
  return URL.canParse(text) ? new URL(text) : 'unreadable';
}

/** Whether NO_PROXY names a host: `*`, `example.com` with all below it, `.example.com`, `10.0.0.7`, each also with a port. */
function isExcepted(hostname: string, port: string, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some(entry => {
      if (entry === '*') return true;
      const [, name = '', only] =
        /^(.*?)(?::(\d{1,5}))?$/.exec(entry.startsWith('[') ? entry : unbracketed(entry)) ?? [];
      const domain = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
      if (domain === '' || (only !== undefined && only !== port)) return false;
      return host === domain || host.endsWith(`.${domain}`);
    });
}

/** An IPv6 address without brackets has colons of its own: none of them begins a port. */
function unbracketed(entry: string): string {
  return (entry.match(/:/g)?.length ?? 0) > 1 ? `[${entry}]` : entry;
}

function valueOf(env: ProxyEnvironment, name: string): string {
  return (env[name] || env[name.toUpperCase()] || '').trim();
}
