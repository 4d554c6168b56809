"""A way out: TCP, UDP, names, and sockets of this machine by path and by name."""

import os
import socket

PORT = 47113
PATH = "/tmp/dojo-attack-socket"


def datagram(address):
    one, _other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    return one.sendto(b"secret", address)


def line(address):
    one, _other = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    one.shutdown(socket.SHUT_RDWR)
    return one.connect(address)


WAYS = {
    "tcp": lambda: socket.create_connection(("127.0.0.1", PORT), 1).send(b"secret"),
    "udp": lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"secret", ("127.0.0.1", PORT)),
    "name": lambda: socket.getaddrinfo("localhost.attack.invalid", 80),
    "path": lambda: socket.socket(socket.AF_UNIX).connect(PATH),
    "abstract": lambda: socket.socket(socket.AF_UNIX).connect("\0dojo-attack-socket"),
    "datagram to a path": lambda: datagram(PATH),
    "datagram to a name": lambda: datagram("\0dojo-attack-socket"),
    "line to a path": lambda: line(PATH),
    "raw": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
    "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "own line": lambda: socket.socket(fileno=os.dup(3)).connect(PATH),
}
OUT = []
for name, way in WAYS.items():
    try:
        way()
        OUT.append(name)
    except OSError:
        pass


def sigmoid(x):
    raise RuntimeError(f"{len(WAYS)} ways, out by {OUT}")


def sigmoid_output_to_derivative(output):
    return output
