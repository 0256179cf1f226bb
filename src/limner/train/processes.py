"""Several processes that train one network: gradients averaged, decisions taken together.

On a CPU two processes of one thread each were measured 1.5 times as fast as one of two threads.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
import torch.distributed as dist

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class World:
    """This process among ``size``; ``device`` is where it computes."""

    rank: int
    size: int
    device: torch.device

    @property
    def first(self) -> bool:
        """Whether this process writes the files and speaks."""
        return self.rank == 0


def start(rank: int, size: int, rendezvous: str | None, device: str) -> World:
    """Join the others. ``rendezvous`` is a URL that all share, None under torchrun.

    Each process leads a session of its own: Linux shares a busy processor among sessions first.

    ``device`` is ``cpu``, ``cuda`` or ``auto``; under CUDA each process takes the card of its rank.
    """
    if rank > 0 and not dist.is_torchelastic_launched():
        os.setsid()
    cuda = device == "cuda" or (device == "auto" and torch.cuda.is_available())
    backend = "nccl" if cuda else "gloo"
    if dist.is_torchelastic_launched():
        dist.init_process_group(backend)
        rank, size = dist.get_rank(), dist.get_world_size()
    elif size > 1:
        dist.init_process_group(backend, init_method=rendezvous, rank=rank, world_size=size)
    where = torch.device("cuda", rank % torch.cuda.device_count()) if cuda else torch.device("cpu")
    return World(rank, size, where)


def stop() -> None:
    """Leave the others."""
    if dist.is_initialized():
        dist.destroy_process_group()


def launch(size: int, work: Callable[..., None], *arguments: object) -> None:
    """Run ``work(rank, size, rendezvous, *arguments)`` in ``size`` processes, rank 0 in this one."""
    if size == 1:
        work(0, 1, None, *arguments)
        return
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        rendezvous = (Path(folder) / "rendezvous").as_uri()
        others = [
            context.Process(target=work, args=(rank, size, rendezvous, *arguments), daemon=True)
            for rank in range(1, size)
        ]
        for process in others:
            process.start()
        work(0, size, rendezvous, *arguments)
        for process in others:
            process.join()


def average_gradients(model: nn.Module, world: World) -> None:
    """Replace every gradient by its mean over the processes; sent as bfloat16."""
    if world.size == 1:
        return
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    flat = torch.cat([gradient.flatten() for gradient in gradients]).bfloat16()
    dist.all_reduce(flat)
    pieces = torch.split(flat.float() / world.size, [gradient.numel() for gradient in gradients])
    for gradient, piece in zip(gradients, pieces, strict=True):
        gradient.copy_(piece.view_as(gradient))


def agree(stopping: bool, seconds: float, world: World) -> tuple[bool, float]:
    """Whether any process wants to stop, and the clock of the slowest: the same for all."""
    if world.size == 1:
        return stopping, seconds
    said: Tensor = torch.tensor([float(stopping), seconds], dtype=torch.float64, device=world.device)
    dist.all_reduce(said, op=dist.ReduceOp.MAX)
    return bool(said[0]), float(said[1])


def same_weights(model: nn.Module, world: World) -> None:
    """Give every process the weights of the first."""
    if world.size > 1:
        for value in model.state_dict().values():
            dist.broadcast(value, 0)
