import fs from 'node:fs';
import path from 'node:path';
import type { Host } from './host.ts';

/** One address and port of an nginx. */
export interface WebServer {
  /** `any`: all of both families. */
  readonly address: string;
  readonly port: number;
  /** What it does with any request, in nginx' words: `return 404;`. */
  readonly answer: string;
  readonly tls?: ServerTls | undefined;
  /** `none`: nothing shows IIS. Default: a header of it, as behind a proxy that leaves headers. */
  readonly signs?: 'none' | undefined;
}

export interface ServerTls {
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
  /** More of nginx' words: `ssl_protocols TLSv1.2;`. */
  readonly options?: string | undefined;
}

/** Starts one nginx with all these servers. */
export async function startNginx(host: Host, servers: readonly WebServer[]): Promise<void> {
  const { folder } = host;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (what) => `${what}_temp_path ${folder}/${what};`,
  );
  const configuration = path.join(folder, 'nginx.conf');
  const lines = [
    'daemon off;',
    'user root;',
    'worker_processes 1;',
    `pid ${folder}/nginx.pid;`,
    `error_log ${folder}/error.log;`,
    'events { worker_connections 1024; }',
    'http {',
    ...temporary,
    'access_log off;',
    'default_type text/plain;',
    // This version's own default ends with 1.2.
    'ssl_protocols TLSv1.2 TLSv1.3;',
    ...servers.map((server, index) => serverBlock(server, index, folder)),
    '}',
  ];
  fs.writeFileSync(configuration, lines.join('\n'));
  const ports = new Set(servers.map(({ port }) => port));
  await host.startServer(
    ['nginx', '-e', `${folder}/error.log`, '-c', configuration, '-p', folder],
    [...ports],
  );
}

function placeOf(address: string, port: number): string {
  if (address === 'any') return `[::]:${port}`;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function serverBlock(
  { address, port, answer, tls, signs }: WebServer,
  index: number,
  folder: string,
): string {
  const lines = [
    `listen ${placeOf(address, port)}${tls === undefined ? '' : ' ssl'}${address === 'any' ? ' ipv6only=off' : ''};`,
    signs === 'none' ? '' : 'add_header X-Powered-By ASP.NET always;',
    `location / { ${answer} }`,
  ];
  if (tls !== undefined) {
    const files = { certificate: tls.certificate, key: tls.key };
    for (const [what, text] of Object.entries(files)) {
      fs.writeFileSync(path.join(folder, `${index}.${what}`), text);
    }
    lines.push(
      `ssl_certificate ${folder}/${index}.certificate;`,
      `ssl_certificate_key ${folder}/${index}.key;`,
      tls.options ?? '',
    );
  }
  return `server { ${lines.join(' ')} }`;
}
