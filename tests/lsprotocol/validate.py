"""Holds recorded traffic to the protocol's model: see `validate`, which records it.

Each message must be one of its method's type; and of what the server says, every property must be one of the model's:
what is left when a message is read and written again is what was said."""

import json
import sys
from collections import Counter
from pathlib import Path

from lsprotocol import converters, types

converter = converters.get_converter()
counts = Counter()
faults = []


def lost(said, read, path=""):
    """The places of what was said that the model does not know; null and absent are one here."""
    if isinstance(said, dict) and isinstance(read, dict):
        for key, value in said.items():
            if value is None:
                continue
            if key not in read:
                yield f"{path}/{key}"
            else:
                yield from lost(value, read[key], f"{path}/{key}")
    elif isinstance(said, list) and isinstance(read, list):
        if len(said) != len(read):
            yield f"{path}: {len(said)} became {len(read)}"
        for at, (one, other) in enumerate(zip(said, read)):
            yield from lost(one, other, f"{path}/{at}")
    elif said != read:
        yield f"{path}: {said!r} became {read!r}"


def hold(by, message, kind, name):
    try:
        read = converter.unstructure(converter.structure(message, kind))
    except Exception as error:
        causes = [error, *getattr(error, "exceptions", [])]
        faults.append(f"{by}: {name}: {'; '.join(str(it) for it in causes)[:400]}: {json.dumps(message)[:400]}")
        return
    counts[f"{by} {name}"] += 1
    if by == "server":
        faults.extend(f"{by}: {name}: {it}: {json.dumps(message)[:400]}" for it in lost(message, read))


def check(path):
    asked = {"client": {}, "server": {}}
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        by, message = entry["by"], entry["message"]
        method = message.get("method")
        if method is None:
            other = "client" if by == "server" else "server"
            method = asked[other].get(json.dumps(message.get("id")))
            if "error" in message:
                hold(by, message, types.ResponseErrorMessage, "an error")
            elif method in types.METHOD_TO_TYPES:
                hold(by, message, types.METHOD_TO_TYPES[method][1], f"an answer to {method}")
            elif by == "server" and not (method or "").startswith("milepost/"):
                faults.append(f"{path.name}: an answer to nothing: {line[:300]}")
        else:
            if "id" in message:
                asked[by][json.dumps(message["id"])] = method
            if method in types.METHOD_TO_TYPES:
                hold(by, message, types.METHOD_TO_TYPES[method][0], method)
            elif by == "server":
                faults.append(f"{path.name}: the server sends {method}, which the protocol does not know")


for trace in sorted(Path(sys.argv[1]).glob("*.jsonl")):
    check(trace)
for fault, times in Counter(faults).most_common(20):
    print(f"{times} times: {fault}", file=sys.stderr)
answers = [it for it in counts if it.startswith("server an answer to ")]
print(f"{sum(counts.values())} messages of {len(counts)} kinds, {len(answers)} of them answers, and {len(faults)} faults")
assert not faults
assert len(answers) > 25, answers
