import type { Lab, LabService } from '../../lab/lab.ts';
import { LAB_COMPUTERS } from '../../lab/layout.ts';
import { columns, paragraph } from '../../report/terminal/layout.ts';
import type { Style } from '../../report/terminal/style.ts';
import type { Texts } from '../../text/texts.ts';
import { shellOf } from '../shell.ts';
import { type Word, commandLine, own, typed } from '../../text/command-line.ts';

const SERVICE_WIDTH = 29;

/** What runs where, computer by computer. */
export function describeServices(lab: Lab, style: Style, texts: Texts): string {
  return LAB_COMPUTERS.flatMap((computer) => {
    const services = lab.services.filter((service) => service.computer === computer);
    if (services.length === 0) return [];
    const [first] = services;
    const where = first?.addresses.join(', ') ?? '';
    const title = computer === 'client' ? `${lab.client} (${where})` : where;
    return [
      `  ${texts.notes.lab.computers[computer]}, ${title}`,
      ...services.map((service) => describeService(service, style, texts)),
    ].join('\n');
  }).join('\n');
}

/** A fault has a line of its own: beside the ports there is no room for the word to type. */
function describeService(service: LabService, style: Style, texts: Texts): string {
  const row = [texts.flows[service.flow].title, portsText(service)];
  const told = columns([row], [SERVICE_WIDTH], style, 4);
  if (service.fault === null) return told;
  const fault = style.tint('bad', texts.notes.lab.broken(service.fault));
  return `${told}\n${paragraph('', fault, style, 6)}`;
}

function portsText({ flow, ports }: LabService): string {
  return `${flow === 'rpc-endpoint-mapper-udp' ? 'UDP' : 'TCP'} ${ports.join(', ')}`;
}

/** The requirements that the lab's faults break, each with its fault; empty where nothing is broken. */
export function brokenRequirements({ services }: Lab): readonly string[] {
  return services.flatMap(({ fault, requirements }) =>
    fault === null ? [] : requirements.map((id) => `${id}=${fault}`),
  );
}

/** The commands that look at a lab from both ends, first the site server's. */
export function checkCommands(
  client: string,
  site: readonly Word[],
): readonly [siteServer: string, client: string] {
  const commandOf = (...words: readonly Word[]): string =>
    commandLine([own('ccm-preflight check'), ...words, ...site], shellOf());
  return [
    commandOf(own(`--client ${client}`)),
    commandOf(own(`--from client --client-name ${client}`)),
  ];
}

/** What names the lab's site and authority on a command line. */
export function labWords(site: string, ca: string): readonly Word[] {
  return [own('--site'), typed(site, 'FILE'), own('--ca'), typed(ca, 'FILE')];
}
