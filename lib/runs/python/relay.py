"""
The way out of the network of the sandbox, which leads nowhere by itself: what connects to an address of the loopback here is handed
on to a Unix socket of the server. Each run of Python waits for what is imported here at the top.
"""

import _socket  # `socket` is ten times as much to load, for what is done before the fork
import os

PIECE_BYTES = 256 * 1024


def start(targets):
    """Hands connections to our own loopback on to the sockets that lead out of the sandbox, in a process of its own."""
    listeners = [listen(**each) for each in targets]
    if any(each["alias"] is not None or each["port"] < 1024 for each in targets):
        drop_capabilities()
    child = os.fork()
    if child > 0:
        for listener, _ in listeners:
            listener.close()
        os.waitpid(child, 0)
        return
    if os.fork() > 0:  # the script's own children are all that it waits for
        os._exit(0)
    import threading

    for listener, path in listeners:
        threading.Thread(target=hand_on, args=(listener.detach(), path)).start()
    threading.Event().wait()


def claim_address(address, alias):
    """Gives our own loopback one more address (netdevice(7)), in the network of the sandbox that holds nothing else."""
    import fcntl
    import socket
    import struct

    SIOCSIFADDR = 0x8916
    if ":" in address:
        request = struct.pack("16sIi", socket.inet_pton(socket.AF_INET6, address), 128, socket.if_nametoindex("lo"))
    else:
        request = struct.pack("16sHH4s8x", b"lo:%d" % alias, socket.AF_INET, 0, socket.inet_aton(address))
    with socket.socket(family_of(address), socket.SOCK_DGRAM) as sock:
        fcntl.ioctl(sock, SIOCSIFADDR, request)


def drop_capabilities():
    """For good: the sandbox lets no program that is started gain any."""
    import ctypes

    PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, VERSION_3 = 47, 4, 0x20080522
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    if libc.capset((ctypes.c_uint32 * 2)(VERSION_3, 0), (ctypes.c_uint32 * 6)()) != 0:
        raise OSError(ctypes.get_errno(), "The rights of the relay could not be given up.")


def family_of(address):
    return _socket.AF_INET6 if ":" in address else _socket.AF_INET


def bind(listener, address):
    """As soon as the address is there: Linux adds one of IPv6 a moment later."""
    import errno
    import time

    for _ in range(100):
        try:
            return listener.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRNOTAVAIL:
                raise
            time.sleep(0.01)
    raise OSError(errno.EADDRNOTAVAIL, f"The sandbox has no address {address[0]}.")


def listen(address, port, path, alias, **_):
    if alias is not None:
        claim_address(address, alias)
    listener = _socket.socket(family_of(address))
    listener.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEADDR, 1)
    bind(listener, (address, port))
    listener.listen(128)
    return listener, path


def hand_on(descriptor, path):
    import socket
    import threading
    import time

    listener = socket.socket(fileno=descriptor)
    while True:
        near = far = None
        try:
            near, _ = listener.accept()
            far = socket.socket(socket.AF_UNIX)
            far.connect(path)
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=pump, args=(source, target), daemon=True).start()
        except (OSError, RuntimeError):  # also when there are no descriptors or threads for one more
            end(near, far)
            if near is None:
                time.sleep(0.05)


def pump(source, target):
    import socket

    try:
        while piece := source.recv(PIECE_BYTES):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        end(source, target)


def end(*connections):
    """Both sides learn of it: to close a socket alone leaves it open as long as another thread waits for it."""
    import socket

    for connection in connections:
        if connection is None:
            continue
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it is ended already
        connection.close()
