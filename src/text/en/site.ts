import type { TemplateNote, TemplateSectionName } from '../../site/template.ts';
import type { HostProblem } from '../../site/value-problem.ts';
import { ALL_FLAGS } from '../../site/problem.ts';
import { tellProblem, tellValueProblem } from '../../site/english.ts';

export const SITE = {
  problem: tellProblem,
  host: (problem: HostProblem) => tellValueProblem(problem),
  /** Where something stands that no single flag says. */
  flags: ALL_FLAGS,
  /** The comments of a site file that `init` writes. */
  template: {
    head: 'Site file of ccm-preflight. Lines that begin with #- are examples: take #- away.',
    sections: {
      product: 'The product, and how clients talk to site systems.',
      ports: 'Ports of the site, where they are not the defaults. A list means: any of them.',
      locator: 'What decides whether a server locator point is needed (cm2007).',
      clients: 'The clients.',
      roles:
        'The servers that these clients would use: a host, host:port, { host, httpPort, httpsPort }, or a list.',
      install: String.raw`How the methods install. UNC paths are written \\server\share, without quotes.`,
    } satisfies Record<TemplateSectionName, string>,
    notes: {
      product: 'cm2007 (default) or current-branch',
      communication:
        'cm2007: mixed (default), native; current-branch: http (default), https, enhanced-http',
      smb: 'only for labs and forwarded ports',
      rpcEndpointMapper: 'likewise',
      clientNotification: 'current-branch',
      serverLocatorPointNeeded: 'auto (default), yes, no',
      membership: 'same-forest (default), other-forest, workgroup',
      rpcDynamicPorts: '1025-5000 before Windows Vista',
      distributionPoints: 'serves defaults to smb in cm2007, http in current-branch',
      serverLocatorPoints: 'cm2007',
      softwareUpdatePoints:
        'HTTPS is 443 where HTTP is 80, else one higher; no port said: 80 or 8530',
      source: '/source, for every method that takes it',
      runFrom: 'a UNC path, or local',
    } satisfies Record<TemplateNote, string>,
  },
};
