import dgram from 'node:dgram';

/** RFC 1035 4.1.1: bytes 2 and 3 hold QR, RD, RA and the response code. */
const FLAGS_OFFSET = 2;
const SERVER_FAILURE = 0x8182;

const socket = dgram.createSocket('udp4');
socket.on('message', (query, { address, port }) => {
  if (query.length < 12) return;
  query.writeUInt16BE(SERVER_FAILURE, FLAGS_OFFSET);
  socket.send(query, port, address);
});
socket.bind(Number(process.argv[2]), '127.0.0.1');
