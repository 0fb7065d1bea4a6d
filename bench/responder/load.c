/*
 * Asks the responder for what a client push needs as fast as C can, and checks nothing but that all
 * of it comes: how many clients a second the responder and this machine have in them.
 * usage: load FILE AT-ONCE; FILE holds an address a line. Prints connections.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct request { const unsigned char *bytes; size_t length; };
/* One connection: requests one after another, each after the answer to the one before. */
struct talk { uint16_t port; size_t count; struct request requests[4]; };

#include "requests.h"

enum { MAX_FILES = 1 << 16, MAX_EVENTS = 256, BUFFER_BYTES = 8192 };

struct connection {
    const struct talk *talk;
    size_t step, have;
    unsigned char buffer[BUFFER_BYTES];
};

static struct connection connections[MAX_FILES];
static long under_way;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void start(int epoll, uint32_t address, const struct talk *talk) {
    const struct linger reset = { .l_onoff = 1, .l_linger = 0 };
    const int on = 1;
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(talk->port) };
    to.sin_addr.s_addr = address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (fd < 0 || fd >= MAX_FILES) fail("socket");
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connections[fd].talk = talk;
    connections[fd].step = connections[fd].have = 0;
    if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS) fail("connect");
    struct epoll_event event = { .events = EPOLLOUT, .data.fd = fd };
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) fail("epoll_ctl");
    under_way++;
}

/* Whether the buffer holds a whole message. */
static int is_whole(const struct connection *c) {
    const unsigned char *b = c->buffer;
    if (c->have < 16) return 0;
    return c->have >= (c->talk->port == 445 ? 4 + ((size_t)b[1] << 16 | (size_t)b[2] << 8 | b[3])
                                            : (size_t)(b[8] | b[9] << 8));
}

static void advance(int epoll, int fd, uint32_t events) {
    struct connection *c = &connections[fd];
    if (events & (EPOLLERR | EPOLLHUP)) fail("a connection");
    if (events & EPOLLIN) {
        ssize_t got = recv(fd, c->buffer + c->have, BUFFER_BYTES - c->have, 0);
        if (got <= 0) fail("recv");
        c->have += (size_t)got;
        if (!is_whole(c)) return;
        c->step++;
    } else if (c->talk->count > 0) {
        struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
        epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event);
    }
    if (c->step < c->talk->count) {
        const struct request *next = &c->talk->requests[c->step];
        c->have = 0;
        if (send(fd, next->bytes, next->length, 0) != (ssize_t)next->length) fail("send");
        return;
    }
    close(fd);
    under_way--;
}

int main(int count, char **words) {
    if (count != 3) return 2;
    FILE *list = fopen(words[1], "r");
    if (list == NULL) fail(words[1]);
    long at_once = atol(words[2]), total = 0;
    int epoll = epoll_create1(0), has_more = 1;
    size_t talk = TALKS;
    uint32_t address = 0;
    while (has_more || under_way > 0) {
        while (has_more && under_way < at_once) {
            char line[64];
            if (talk == TALKS) {
                has_more = fscanf(list, "%63s", line) == 1;
                if (!has_more) break;
                address = inet_addr(line);
                talk = 0;
            }
            start(epoll, address, &TALK[talk++]);
            total++;
        }
        struct epoll_event events[MAX_EVENTS];
        int ready = epoll_wait(epoll, events, MAX_EVENTS, -1);
        for (int i = 0; i < ready; i++) advance(epoll, events[i].data.fd, events[i].events);
    }
    printf("%ld\n", total);
    return 0;
}
