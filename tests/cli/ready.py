"""A program with the command line imported, which forks for every command: `limner` without its start.

``python ready.py DESCRIPTOR``: on that socket come requests, each a line of JSON with the arguments, the
folder and the environment, and with it the descriptors of stdin, stdout and stderr. Each is answered with
the exit status, as of `subprocess`. The socket's end is the end.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys

import limner
from limner.cli.start import run

SECONDS = 120
"""How long a command may take."""

FOREIGN = ("PIL.Image", "cv2", "numpy.fft", "numpy.random", "pyvips", "sqlite3", "xml.dom.minidom")
"""Not openvino, which starts a thread: a fork would lose it."""

LEFT_OUT = ("limner.nets", "limner.train", "limner.models.hf")
"""What loads torch."""


def serve(door: socket.socket) -> bool:
    """Answer requests; True in the child that is to run the command, False at the end."""
    while True:
        message, streams, _, _ = socket.recv_fds(door, 1 << 16, 3)
        while message and not message.endswith(b"\n"):
            message += door.recv(1 << 16)
        if not message:
            return False
        child = os.fork()
        if not child:
            door.close()
            become(json.loads(message), streams)
            return True
        for stream in streams:
            os.close(stream)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        door.sendall(b"%d\n" % status)


def become(request: dict, streams: list[int]) -> None:
    """Turn this process into the one that was asked for; it is killed when it takes too long."""
    for target, stream in enumerate(streams):
        os.dup2(stream, target)
        os.close(stream)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv = ["limner", *request["arguments"]]
    signal.alarm(SECONDS)


def prepare() -> None:
    """Import what commands import, start no thread, and let the planner find its patterns once."""
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "PYDANTIC_DISABLE_PLUGINS": "1"}  # as the start sets them
    names = [module.name for module in pkgutil.walk_packages(limner.__path__, "limner.")]
    for name in (*(name for name in names if not name.startswith(LEFT_OUT)), *FOREIGN):
        importlib.import_module(name)
    sys.modules["limner.reason.planner.planner"].plan("crop to 5x5")
    gc.freeze()


if __name__ == "__main__":
    prepare()
    if serve(socket.socket(fileno=int(sys.argv[1]))):
        run()
