// A client push's target at every address of its host, until it is killed.
// usage: node responder.js DIST
import { pathToFileURL } from 'node:url';

const [, , dist = ''] = process.argv;
const load = (file) => import(`${pathToFileURL(dist).href}/lab/${file}`);
const [smb, mapper, service, entries] = await Promise.all([
  load('simulator/smb-server.js'),
  load('simulator/endpoint-mapper.js'),
  load('simulator/rpc-service.js'),
  load('mapper-entries.js'),
]);
const address = '0.0.0.0';
const dynamic = [49_664, 49_665, 49_666, 49_667];
await Promise.all(dynamic.map((port) => service.startRpcService({ address, port })));
await smb.startSmbServer({ address, port: 445, identity: null });
await mapper.startEndpointMapper({ address, port: 135, entries: entries.mapperEntries(dynamic) });
