/*
 * Plays Windows computers at every address that reaches this network namespace: SMB on 445, the RPC
 * endpoint mapper on 135, services on the dynamic ports that accept a bind, and a name server on UDP
 * 53 that knows them all. A computer's name tells its address in hexadecimal: pc-0a400102 is 10.64.1.2.
 * The answers' bytes come from replies.h, which replies.ts makes from the lab's own encoders; what
 * differs between computers and requests is written into them in place.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum part { CALL_ID, MESSAGE_ID, ADDRESS, ADDRESS_TEXT, HEX, WIDE_HEX, WIDE_LOWER_HEX, TIME };
struct patch { uint16_t offset; uint8_t part; };
struct reply { unsigned char *bytes; size_t length; const struct patch *patches; size_t count; };

#include "replies.h"

enum { SMB_PORT = 445, MAPPER_PORT = 135, DNS_PORT = 53 };
enum { MAX_FILES = 1 << 17, MAX_EVENTS = 256, MAX_ACCEPTS = 64, BUFFER_BYTES = 2048 };
enum { KEEP, CLOSE };

struct connection {
    uint16_t port;
    uint16_t length;
    unsigned char buffer[BUFFER_BYTES];
};

static struct connection connections[MAX_FILES];
static uint16_t listening[MAX_FILES];

static uint16_t u16(const unsigned char *at) { return (uint16_t)(at[0] | at[1] << 8); }

static void fail(const char *what) {
    perror(what);
    exit(1);
}

/* 100-nanosecond steps since 1601 (MS-DTYP 2.3.3). */
static uint64_t file_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return ((uint64_t)now.tv_sec + 11644473600u) * 10000000u + (uint64_t)now.tv_nsec / 100u;
}

static void widen(unsigned char *to, const char *text) {
    for (; *text; text++, to += 2) *to = (unsigned char)*text;
}

static void patch(struct reply *reply, const unsigned char *request, uint32_t address) {
    char upper[9], lower[9], text[INET_ADDRSTRLEN];
    uint32_t network = htonl(address);
    uint64_t now = file_time();
    snprintf(upper, sizeof upper, "%08X", address);
    snprintf(lower, sizeof lower, "%08x", address);
    inet_ntop(AF_INET, &network, text, sizeof text);
    for (size_t i = 0; i < reply->count; i++) {
        unsigned char *at = reply->bytes + reply->patches[i].offset;
        switch ((enum part)reply->patches[i].part) {
        case CALL_ID: memcpy(at, request + 12, 4); break;
        case MESSAGE_ID: memcpy(at, request + 4 + 24, 8); break;
        case ADDRESS: memcpy(at, &network, 4); break;
        case ADDRESS_TEXT: widen(at, text); break;
        case HEX: memcpy(at, upper, 8); break;
        case WIDE_HEX: widen(at, upper); break;
        case WIDE_LOWER_HEX: widen(at, lower); break;
        case TIME: memcpy(at, &now, 8); break;
        }
    }
}

static int answer(int fd, struct reply *reply, const unsigned char *request) {
    struct sockaddr_in local;
    socklen_t length = sizeof local;
    if (getsockname(fd, (struct sockaddr *)&local, &length) < 0) return CLOSE;
    patch(reply, request, ntohl(local.sin_addr.s_addr));
    ssize_t sent = send(fd, reply->bytes, reply->length, MSG_NOSIGNAL);
    return sent == (ssize_t)reply->length ? KEEP : CLOSE;
}

/* A message with its NetBIOS header. SMB1 is switched off, as in Windows 10: the connection ends. */
static int answer_smb(int fd, const unsigned char *message, size_t length) {
    const unsigned char *header = message + 4;
    if (length < 4 + 64 || memcmp(header, "\xfeSMB", 4) != 0) return CLOSE;
    if (u16(header + 12) == 1) return answer(fd, &SESSION_SETUP, message);
    if (u16(header + 12) != 0 || length < 4 + 64 + 36) return CLOSE;
    const unsigned char *body = header + 64;
    size_t offered = u16(body + 2);
    if (length < 4 + 64 + 36 + 2 * offered) return CLOSE;
    for (int i = DIALECTS - 1; i >= 0; i--)
        for (size_t k = 0; k < offered; k++)
            if (u16(body + 36 + 2 * k) == DIALECT[i]) return answer(fd, &NEGOTIATE[i], message);
    return CLOSE;
}

/* Accepts every context that is offered; the reply that is known has the result of one. */
static int answer_offer(int fd, struct reply *known, const unsigned char *message, size_t length) {
    enum { CONTEXTS_AT = 24, RESULT_BYTES = 24, COUNT_BYTES = 4, MOST = 64 };
    unsigned char ack[512 + MOST * RESULT_BYTES];
    if (length <= CONTEXTS_AT) return CLOSE;
    size_t contexts = message[CONTEXTS_AT];
    size_t head = known->length - RESULT_BYTES;
    if (contexts == 0 || contexts > MOST || head > 512) return CLOSE;
    patch(known, message, 0);
    memcpy(ack, known->bytes, head);
    for (size_t i = 0; i < contexts; i++)
        memcpy(ack + head + i * RESULT_BYTES, known->bytes + head, RESULT_BYTES);
    size_t whole = head + contexts * RESULT_BYTES;
    ack[8] = (unsigned char)whole;
    ack[9] = (unsigned char)(whole >> 8);
    ack[head - COUNT_BYTES] = (unsigned char)contexts;
    return send(fd, ack, whole, MSG_NOSIGNAL) == (ssize_t)whole ? KEEP : CLOSE;
}

/* Any interface is accepted as any context; the operation's number tells which it was. */
static int answer_rpc(int fd, const unsigned char *message, size_t length) {
    enum { REQUEST = 0, BIND = 11, ALTER_CONTEXT = 14, CONTEXT_AT = 20, LOOKUP = 2, SERVER_ALIVE_2 = 5 };
    if (message[2] == BIND) return answer_offer(fd, &BIND_ACK, message, length);
    if (message[2] == ALTER_CONTEXT) return answer_offer(fd, &ALTER_RESPONSE, message, length);
    if (message[2] != REQUEST || length < 24) return CLOSE;
    struct reply *reply = NULL;
    if (u16(message + 22) == LOOKUP) reply = &EPT_LOOKUP;
    if (u16(message + 22) == SERVER_ALIVE_2) {
        struct sockaddr_in local;
        socklen_t size = sizeof local;
        char text[INET_ADDRSTRLEN];
        if (getsockname(fd, (struct sockaddr *)&local, &size) < 0) return CLOSE;
        inet_ntop(AF_INET, &local.sin_addr, text, sizeof text);
        size_t variant = strlen(text) - SHORTEST_ADDRESS;
        if (variant < ADDRESS_LENGTHS) reply = &SERVER_ALIVE[variant];
    }
    if (reply == NULL) return CLOSE;
    memcpy(reply->bytes + CONTEXT_AT, message + CONTEXT_AT, 2);
    return answer(fd, reply, message);
}

/* Answers each whole message in the buffer. */
static int answer_all(int fd, struct connection *connection) {
    size_t start = 0;
    for (;;) {
        const unsigned char *message = connection->buffer + start;
        size_t have = connection->length - start;
        size_t needed = connection->port == SMB_PORT ? 4 : 16;
        if (have < needed) break;
        size_t length = connection->port == SMB_PORT
            ? 4 + ((size_t)message[1] << 16 | (size_t)message[2] << 8 | message[3])
            : u16(message + 8);
        if (length < needed || length > BUFFER_BYTES) return CLOSE;
        if (have < length) break;
        int next = connection->port == SMB_PORT ? answer_smb(fd, message, length)
                                                : answer_rpc(fd, message, length);
        if (next == CLOSE) return CLOSE;
        start += length;
    }
    connection->length = (uint16_t)(connection->length - start);
    memmove(connection->buffer, connection->buffer + start, connection->length);
    return KEEP;
}

static void serve(int fd) {
    struct connection *connection = &connections[fd];
    ssize_t got = recv(fd, connection->buffer + connection->length,
                       BUFFER_BYTES - connection->length, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got > 0) {
        connection->length = (uint16_t)(connection->length + got);
        if (answer_all(fd, connection) == KEEP) return;
    }
    close(fd);
}

static void accept_some(int epoll, int listener) {
    for (int i = 0; i < MAX_ACCEPTS; i++) {
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        if (fd < 0) return;
        if (fd >= MAX_FILES) {
            close(fd);
            continue;
        }
        connections[fd].port = listening[listener];
        connections[fd].length = 0;
        struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) fail("epoll_ctl");
    }
}

/* The address that a name of DOMAIN in DNS labels stands for, 0 for names that do not exist. */
static uint32_t named(const unsigned char *name) {
    char digits[9] = "", *end;
    if (name[0] != 11 || strncasecmp((const char *)name + 1, "pc-", 3) != 0) return 0;
    if (strcasecmp((const char *)name + 12, DOMAIN) != 0) return 0;
    memcpy(digits, name + 4, 8);
    uint32_t address = (uint32_t)strtoul(digits, &end, 16);
    return *end == '\0' ? address : 0;
}

/* RFC 1035 4.1: one question, answered with an address, with nothing, or with NXDOMAIN. */
static void answer_dns(int fd) {
    enum { HEADER = 12, TYPE_A = 1, NXDOMAIN = 3, TTL = 3600 };
    unsigned char packet[512 + 16];
    struct sockaddr_in peer;
    socklen_t size = sizeof peer;
    ssize_t got = recvfrom(fd, packet, 512, MSG_DONTWAIT, (struct sockaddr *)&peer, &size);
    if (got <= HEADER) return;
    size_t end = HEADER;
    while (end < (size_t)got && packet[end] != 0) end += packet[end] + 1u;
    if (end + 5 > (size_t)got) return;
    uint32_t address = htonl(named(packet + HEADER));
    int has_address = address != 0 && packet[end + 1] == 0 && packet[end + 2] == TYPE_A;
    end += 5;
    /* A response, authoritative, recursion as desired and available. */
    packet[2] = (unsigned char)(0x84 | (packet[2] & 1));
    packet[3] = (unsigned char)(0x80 | (address == 0 ? NXDOMAIN : 0));
    memset(packet + 6, 0, 6);
    if (has_address) {
        packet[7] = 1;
        memcpy(packet + end, "\xc0\x0c\0\1\0\1\0\0\x0e\x10\0\4", 12);
        memcpy(packet + end + 12, &address, 4);
        end += 16;
    }
    sendto(fd, packet, end, 0, (struct sockaddr *)&peer, size);
}

static void listen_on(int epoll, uint16_t port, int type) {
    const int on = 1;
    struct sockaddr_in any = { .sin_family = AF_INET, .sin_port = htons(port) };
    int fd = socket(AF_INET, type | SOCK_NONBLOCK, 0);
    if (fd < 0) fail("socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    /* Inherited by accepted sockets. */
    if (type == SOCK_STREAM) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&any, sizeof any) < 0) fail("bind");
    if (type == SOCK_STREAM && listen(fd, 65535) < 0) fail("listen");
    listening[fd] = port;
    struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) fail("epoll_ctl");
}

int main(void) {
    struct rlimit files = { MAX_FILES, MAX_FILES };
    if (setrlimit(RLIMIT_NOFILE, &files) < 0) {
        getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    int epoll = epoll_create1(0);
    listen_on(epoll, SMB_PORT, SOCK_STREAM);
    listen_on(epoll, MAPPER_PORT, SOCK_STREAM);
    for (size_t i = 0; i < sizeof DYNAMIC_PORTS / sizeof *DYNAMIC_PORTS; i++)
        listen_on(epoll, DYNAMIC_PORTS[i], SOCK_STREAM);
    listen_on(epoll, DNS_PORT, SOCK_DGRAM);
    for (;;) {
        struct epoll_event events[MAX_EVENTS];
        int count = epoll_wait(epoll, events, MAX_EVENTS, -1);
        for (int i = 0; i < count; i++) {
            int fd = events[i].data.fd;
            if (listening[fd] == 0) serve(fd);
            else if (listening[fd] == DNS_PORT) answer_dns(fd);
            else accept_some(epoll, fd);
        }
    }
}
