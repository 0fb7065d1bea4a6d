// Takes datagrams and says nothing, until it is killed.
// usage: node silent-udp.js ADDRESS PORT
import dgram from 'node:dgram';

const [, , address, port] = process.argv;
dgram.createSocket('udp4').bind(Number(port), address);
