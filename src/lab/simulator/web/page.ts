/** A web server's answer, before the headers that every answer has. */
export interface WebPage {
  readonly status: number;
  /** The words beside the status, where they are not the usual ones. */
  readonly reason?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'Unauthorized: Access is denied due to invalid credentials.',
  403: 'Forbidden: Access is denied.',
  404: 'File or directory not found.',
  405: 'HTTP verb used to access this page is not allowed.',
  500: 'Internal server error.',
  503: 'Service Unavailable',
};

/** An error page like those that IIS shows to other computers. */
export function errorPage(status: number, headers: WebPage['headers'] = {}): WebPage {
  const reason = REASONS[status] ?? 'The page cannot be displayed.';
  return {
    status,
    headers,
    body: `<!DOCTYPE html>
<html><head><title>${status} - ${reason}</title></head>
<body><h1>Server Error</h1><h2>${status} - ${reason}</h2></body></html>
`,
  };
}

/** The headers by which IIS asks for Windows authentication. */
export const WINDOWS_AUTHENTICATION = { 'WWW-Authenticate': ['Negotiate', 'NTLM'] } as const;

/** The page of a web server that has nothing to do with Configuration Manager. */
export const FOREIGN_PAGE: WebPage = {
  status: 200,
  body: `<!DOCTYPE html>
<html><head><title>IIS Windows Server</title></head>
<body><h1>Internet Information Services</h1></body></html>
`,
};

/** The connection point behind the gateway has no certificate that the management point takes. */
export const GATEWAY_REFUSAL: WebPage = {
  status: 403,
  reason: 'CMGConnector_Clientcertificaterequired',
  body: '',
};
