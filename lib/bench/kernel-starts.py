"""Starts a Jupyter kernel again and again, headless, and tells how many answered and how fast.

    python kernel-starts.py ROUNDS NAME WORD...

WORD... is the kernel's argv as in a kernel.json, {connection_file} in it, or the path of such a file. A start counts from the launch of the process
to the answer to 1 + 1; one without an answer within 60 seconds has hung. Needs the package jupyter_client.
"""

import asyncio
import json
import os
import statistics
import sys
import time

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

LIMIT_SECONDS = 60


async def start(argv):
    manager = AsyncKernelManager()
    manager._kernel_spec = KernelSpec(argv=argv, language="java", interrupt_mode="message")
    began = time.monotonic()
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=LIMIT_SECONDS)
        ready = time.monotonic() - began
        reply = await client.execute_interactive("1 + 1", timeout=LIMIT_SECONDS, output_hook=lambda message: None)
        if reply["content"]["status"] != "ok":
            raise RuntimeError(str(reply["content"]))
        return ready, time.monotonic() - began
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


def main(rounds, name, argv):
    ready, answered, failed = [], [], []
    for round in range(rounds):
        try:
            first, second = asyncio.run(start(argv))
            ready.append(first)
            answered.append(second)
        except (RuntimeError, TimeoutError) as problem:
            failed.append(f"start {round + 1}: {problem}")
    print(f"{name}: {rounds} starts, {len(failed)} hung or failed", *failed, sep="\n  ")
    if answered:
        print(f"  seconds until ready: median {statistics.median(ready):.1f}, most {max(ready):.1f}")
        print(f"  seconds until 1 + 1: median {statistics.median(answered):.1f}, most {max(answered):.1f}")


if __name__ == "__main__":
    words = sys.argv[3:]
    if words[0].endswith(".json"):
        with open(words[0], encoding="utf-8") as file:
            spec = json.load(file)
        os.environ.update(spec.get("env", {}))
        words = spec["argv"]
    main(int(sys.argv[1]), sys.argv[2], words)
