// Answers every datagram "truncated, ask over TCP" (RFC 1035 4.2.1), accepts there and says nothing,
// until it is killed.
// usage: node truncating-dns.js ADDRESS PORT
import dgram from 'node:dgram';
import net from 'node:net';

const [, , address, port] = process.argv;
/** RFC 1035 4.1.1: QR, TC, RD and RA. */
const TRUNCATED = 0x8380;

const socket = dgram.createSocket('udp4');
socket.on('message', (query, from) => {
  if (query.length < 12) return;
  query.writeUInt16BE(TRUNCATED, 2);
  socket.send(query, from.port, from.address);
});
net.createServer((connection) => connection.on('error', () => {})).listen(Number(port), address);
socket.bind(Number(port), address);
