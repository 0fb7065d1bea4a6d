import { describePlan, loadSite, plan, textsOf } from 'ccm-preflight';

// Often: { name: 'site.yaml', text: await readFile('site.yaml', 'utf8') }
const site = loadSite({
  name: 'site.yaml',
  text: `
product: cm2007
siteCode: S01
roles:
  managementPoints: [mp01.contoso.com]
  serverLocatorPoints: [slp01.contoso.com]
`,
});

const { requirements } = describePlan(
  plan(site, ['client-push']),
  ['pc001.contoso.com'],
  null,
  await textsOf('en'),
);
for (const { id, necessity, transport, ports, endpoints } of requirements) {
  const hosts = endpoints.map(({ host }) => host).join(', ');
  console.log(`${id} (${necessity}): ${transport} ${ports.join(', ')} on ${hosts}`);
}
